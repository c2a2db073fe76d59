"""Writing beside the target and moving into place, so that a half-written export never stands there."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import OnrecordError


@contextmanager
def writing(output: Path) -> Iterator[Path]:
    """A path to write to; it becomes ``output`` when all went well. A device or a pipe is written to as it is.

    Raises:
        OnrecordError: it cannot be written; whatever stood there before is untouched.

    """
    plain = output.is_file() or not output.exists()
    draft = output.with_name(f".{output.name}.{secrets.token_hex(4)}") if plain else output
    try:
        yield draft
        if plain:
            draft.replace(output)
    except BrokenPipeError:
        raise
    except OSError as cause:
        raise OnrecordError(
            f"could not write {output}: {cause.strerror}. Free some space, or name another file."
        ) from cause
    finally:
        if plain:
            draft.unlink(missing_ok=True)
