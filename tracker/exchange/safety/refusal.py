"""Why a file is not read: a word and figures that leave the confined process, put into a sentence outside."""


class Refusal(Exception):
    """`reason` is a key of ``sentences.SENTENCES``, `params` are plain values that its sentence shows."""

    def __init__(self, reason, **params):
        super().__init__(reason)
        self.reason = reason
        self.params = params
