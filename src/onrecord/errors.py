"""What can go wrong, in words that say what to do next. Library code raises these and never prints."""


class OnrecordError(Exception):
    """Base of all errors that a user is meant to read."""


class UnreadableInputError(OnrecordError):
    """A file, or a part of one, could not be read; the rest of the run goes on."""

    def __init__(self, name: str, cause: str, step: str, *, member: str | None = None) -> None:
        where = f"{name}, {member}" if member else name
        super().__init__(f"could not read {where}: {cause}. {step}")
        self.name = name
        self.cause = cause
        self.step = step
        self.member = member


class LedgerError(OnrecordError):
    """The ledger could not be opened, written or understood."""


class MissingPartError(OnrecordError):
    """A part of the installation (a model, a data file) is missing or does not fit."""


class UsageError(OnrecordError):
    """What was asked for does not exist or does not go together."""
