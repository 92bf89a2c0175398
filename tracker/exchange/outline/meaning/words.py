"""The words with which official texts begin an action, its manner, its condition or what comes of it.

They stand in ``words.txt``, a kind and its words on each line. Nouns are what makes one of the verb before it: 建设用地
is nothing that is done.
"""

from collections import defaultdict
from pathlib import Path

WORDS = defaultdict(list)
for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines():
    kind, _, words = line.partition(":")
    WORDS[kind] += words.split()

ADVERBS = WORDS["adverbs"]
VERBS = WORDS["verbs"]
RESULTS = WORDS["results"]
CONDITIONS = WORDS["conditions"]
NOUNS_AFTER = dict(pair.split("=") for pair in WORDS["nouns"])
