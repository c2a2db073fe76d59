import time

import pytest

from onrecord.errors import UnreadableInputError
from onrecord.pages.limits import Limits, timed


def work(seconds):
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        sum(range(1000))


def work_on():
    Slow()
    work(20)


class Slow:
    """Takes its time when it is thrown away, where what is raised goes nowhere."""

    def __del__(self):
        work(0.1)


def test_what_takes_too_long_is_given_up_with_its_name():
    with (
        pytest.raises(UnreadableInputError, match=r"0\.02 seconds of processor time"),
        timed("a", Limits(seconds=0.02)),
    ):
        work(5)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_alarm_that_is_swallowed_is_not_forgotten():
    with pytest.raises(UnreadableInputError), timed("a", Limits(seconds=0.02)):
        Slow()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_alarm_that_is_swallowed_goes_off_again():
    begun = time.process_time()
    with pytest.raises(UnreadableInputError), timed("a", Limits(seconds=0.02)):
        work_on()
    assert time.process_time() - begun < 5


def test_what_is_quick_leaves_no_alarm_behind():
    with timed("a", Limits(seconds=0.05)):
        pass
    work(0.2)
