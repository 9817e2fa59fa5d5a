-- A learner's store as version 2 of the schema wrote it: the history of version 1, answered with this version.
-- Never change this file: it stands for what is on people's disks.
-- One row an entry, in the order in which they were written. Rows are only ever added.
CREATE TABLE log (
    seq     INTEGER PRIMARY KEY,
    id      TEXT NOT NULL UNIQUE,   -- made by the session that wrote it; the same on every machine
    kind    TEXT NOT NULL,          -- began | review | undo | flag | place | plan
    at      REAL NOT NULL,          -- Unix time in seconds
    subject TEXT NOT NULL,          -- the item, lesson or review it is about
    body    TEXT NOT NULL           -- JSON: the entry's own fields
);
CREATE INDEX log_of_subject ON log (subject);
CREATE INDEX log_of_kind ON log (kind, seq);
-- The answers that were not taken back.
CREATE VIEW answer AS SELECT * FROM log AS given WHERE kind = 'review'
    AND NOT EXISTS (SELECT 1 FROM log AS undo WHERE undo.subject = given.id AND undo.kind = 'undo');
-- Caches: what folding the log gives. A place knows its last entry; a trace is what memory.Trace.dump gives.
CREATE TABLE place (lesson TEXT PRIMARY KEY, step INTEGER NOT NULL, done INTEGER NOT NULL, at REAL NOT NULL,
                    id TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE trace (item TEXT PRIMARY KEY, numbers BLOB NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE day (day INTEGER PRIMARY KEY, answers INTEGER NOT NULL, correct INTEGER NOT NULL, ms INTEGER NOT NULL);

INSERT INTO log VALUES (1, 'a-0', 'began', 1795500000.25, '', '{"mode":"learn","seed":"7"}');
INSERT INTO log VALUES (2, 'a-1', 'place', 1795500010.0, 'orchestration', '{"lesson":"orchestration","step":1,"done":false,"forget":false}');
INSERT INTO log VALUES (3, 'a-2', 'review', 1795500020.0, 'orch-host-dies', '{"item":"orch-host-dies","fingerprint":"0123456789ab","response":["new-from-image"],"keys":["new-from-image"],"score":1.0,"seconds":10.0,"mode":"learn","confidence":null,"hints":1,"retry":false,"drawn":{},"day":20781,"read":0.0,"beliefs":[]}');
INSERT INTO log VALUES (4, 'a-3', 'place', 1795500020.0, 'orchestration', '{"lesson":"orchestration","step":2,"done":false,"forget":false}');
INSERT INTO log VALUES (5, 'a-4', 'place', 1795500030.0, 'clustering', '{"lesson":"clustering","step":0,"done":true,"forget":false}');
INSERT INTO log VALUES (6, 'b-0', 'began', 1795500100.0, '', '{"mode":"quiz","seed":"4711"}');
INSERT INTO log VALUES (7, 'b-1', 'review', 1795500110.0, 'word', '{"item":"word","fingerprint":"abcdefabcdef","response":"쿼럼","keys":[],"score":0.0,"seconds":10.0,"mode":"quiz","confidence":"sure","hints":0,"retry":false,"drawn":{"n":"5"},"day":20781,"read":0.0,"beliefs":[]}');
INSERT INTO log VALUES (8, 'b-2', 'flag', 1795500115.0, 'word', '{"item":"word","words":"정족수도 맞다"}');
INSERT INTO log VALUES (9, 'b-3', 'undo', 1795500120.0, 'b-1', '{"review":"b-1","item":"word"}');
INSERT INTO log VALUES (10, 'b-4', 'review', 1795500130.0, 'pairs', '{"item":"pairs","fingerprint":"111111111111","response":{"a":"x","b":"y"},"keys":["a=x","b=y"],"score":0.5,"seconds":9.5,"mode":"quiz","confidence":"guess","hints":0,"retry":false,"drawn":{},"day":20781,"read":4.5,"beliefs":["vip-is-dns"]}');
INSERT INTO log VALUES (11, 'b-5', 'review', 1795500140.0, 'pairs', '{"item":"pairs","fingerprint":"111111111111","response":null,"keys":[],"score":0.0,"seconds":9.5,"mode":"quiz","confidence":null,"hints":0,"retry":true,"drawn":{},"day":20781,"read":2.0,"beliefs":[]}');
INSERT INTO place VALUES ('clustering', 0, 1, 1795500030.0, 'a-4');
INSERT INTO place VALUES ('orchestration', 2, 0, 1795500020.0, 'a-3');
INSERT INTO trace VALUES ('orch-host-dies', X'cb80a0e0dc72144031c9c859d8d3d83f31c9c859d8d3d83f545227a089b0f43f545227a089b0f43f7efb3a70ce080f407efb3a70ce080f40000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000', '[1,1795500020.0,false,1,20781,10000,{},0,0,"a-2",0,0,true,0,0,0,[20781,20781]]');
INSERT INTO trace VALUES ('pairs', X'b0b778f0d39c2140eabcf133e5b79b3feabcf133e5b79b3ff206e4a5dd56b53ff206e4a5dd56b53f27abd4e0d8c6cd3f27abd4e0d8c6cd3f000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000', '[2,1795500140.0,true,0,20781,19000,{"vip-is-dns":[1,20781]},0,0,"b-5",0,0,false,0,0,6500,null]');
INSERT INTO day VALUES (20781, 3, 1, 35500);
PRAGMA user_version = 2;
