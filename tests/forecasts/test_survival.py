"""Durations of which some have not ended: what is known of them, and where knowledge ends."""

from tracker.forecasts.survival import kaplan_meier


def test_without_unfinished_cases_it_is_the_plain_distribution():
    known = kaplan_meier([(value, True, 1) for value in (4, 1, 3, 2)])

    assert [round(share, 9) for share in known.reached] == [0.25, 0.5, 0.75, 1]
    assert [known.quantile(share) for share in (0.1, 0.25, 0.5, 1)] == [1, 1, 2, 4]


def test_an_unfinished_case_counts_until_it_was_seen_last():
    """The example of the textbooks: 6 of 6 at risk, then 4 of 4 after two that were lost."""
    known = kaplan_meier([(6, True, 1), (7, False, 1), (8, False, 1), (9, True, 1), (10, False, 1), (12, True, 1)])

    assert [round(share, 4) for share in known.reached] == [round(1 - 5 / 6, 4), round(1 - 5 / 6 * 2 / 3, 4), 1]


def test_nothing_is_said_beyond_what_was_seen():
    known = kaplan_meier([(1, True, 1), (5, False, 3)])

    assert known.quantile(0.25) == 1
    assert known.quantile(0.3) is None
    assert kaplan_meier([]).quantile(0.1) is None


def test_an_end_comes_before_a_loss_on_the_same_day():
    assert kaplan_meier([(3, False, 1), (3, True, 1)]).reached == (0.5,)


def test_weights_count_like_so_many_cases():
    assert kaplan_meier([(1, True, 2), (2, True, 1)]).reached == kaplan_meier(
        [(1, True, 1), (1, True, 1), (2, True, 1)]).reached[1:]
