-- A learner's store as version 1 of the schema wrote it: one lesson begun, one finished, a quiz with a retry, an undo,
-- a skip and a flag. Never change this file: it stands for what is on people's disks.
CREATE TABLE log (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,   -- made by the session that wrote it; the same on every machine
    kind    TEXT NOT NULL,          -- began | review | undo | flag | place
    at      REAL NOT NULL,          -- Unix time in seconds
    subject TEXT NOT NULL,          -- the item, lesson or review it is about
    body    TEXT NOT NULL           -- JSON: the entry's own fields
);
CREATE INDEX log_of_subject ON log (subject);
CREATE INDEX log_of_kind ON log (kind, seq);
CREATE TABLE place (lesson TEXT PRIMARY KEY, step INTEGER NOT NULL, done INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE tally (item TEXT PRIMARY KEY, asked INTEGER NOT NULL, correct INTEGER NOT NULL) WITHOUT ROWID;

INSERT INTO log VALUES (1, 'a-0', 'began', 1795500000.25, '', '{"mode":"learn","seed":"7"}');
INSERT INTO log VALUES (2, 'a-1', 'place', 1795500010.0, 'orchestration', '{"lesson":"orchestration","step":1,"done":false}');
INSERT INTO log VALUES (3, 'a-2', 'review', 1795500020.0, 'orch-host-dies', '{"item":"orch-host-dies","fingerprint":"0123456789ab","response":["new-from-image"],"keys":["new-from-image"],"score":1.0,"seconds":10.0,"mode":"learn","confidence":null,"hints":1,"retry":false,"drawn":{}}');
INSERT INTO log VALUES (4, 'a-3', 'place', 1795500020.0, 'orchestration', '{"lesson":"orchestration","step":2,"done":false}');
INSERT INTO log VALUES (5, 'a-4', 'place', 1795500030.0, 'clustering', '{"lesson":"clustering","step":0,"done":true}');
INSERT INTO log VALUES (6, 'b-0', 'began', 1795500100.0, '', '{"mode":"quiz","seed":"4711"}');
INSERT INTO log VALUES (7, 'b-1', 'review', 1795500110.0, 'word', '{"item":"word","fingerprint":"abcdefabcdef","response":"쿼럼","keys":[],"score":0.0,"seconds":10.0,"mode":"quiz","confidence":"sure","hints":0,"retry":false,"drawn":{"n":"5"}}');
INSERT INTO log VALUES (8, 'b-2', 'flag', 1795500115.0, 'word', '{"item":"word","words":"정족수도 맞다"}');
INSERT INTO log VALUES (9, 'b-3', 'undo', 1795500120.0, 'b-1', '{"review":"b-1","item":"word","correct":false}');
INSERT INTO log VALUES (10, 'b-4', 'review', 1795500130.0, 'pairs', '{"item":"pairs","fingerprint":"111111111111","response":{"a":"x","b":"y"},"keys":["a=x","b=y"],"score":0.5,"seconds":9.5,"mode":"quiz","confidence":"guess","hints":0,"retry":false,"drawn":{}}');
INSERT INTO log VALUES (11, 'b-5', 'review', 1795500140.0, 'pairs', '{"item":"pairs","fingerprint":"111111111111","response":null,"keys":[],"score":0.0,"seconds":9.5,"mode":"quiz","confidence":null,"hints":0,"retry":true,"drawn":{}}');
INSERT INTO place VALUES ('orchestration', 2, 0);
INSERT INTO place VALUES ('clustering', 0, 1);
INSERT INTO tally VALUES ('orch-host-dies', 1, 1);
INSERT INTO tally VALUES ('word', 0, 0);
INSERT INTO tally VALUES ('pairs', 2, 0);
PRAGMA user_version = 1;
