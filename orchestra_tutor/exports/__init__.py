"""The course in the formats of other programs. An export is one module, and one line here.

anki: a package for Anki, with a note for each item.
jsonlines: what the learner did, to be read again by a tutor or by anything else.
"""
