"""Days and months in words, in the program's language, whatever the machine's is."""

from __future__ import annotations

from datetime import date, datetime

from negotiator.language import _, pgettext


def day(when: date) -> str:
    """A date in brief, with its weekday: Thu 27 Oct 2016."""
    return pgettext(
        "a date in brief",
        "{weekday} {day} {month} {year}",
        weekday=_weekday_in_brief(when),
        day=when.day,
        month=_month_in_brief(when),
        year=when.year,
    )


def day_in_full(when: date) -> str:
    """A date in full: Thursday 27 October 2016."""
    return pgettext(
        "a date as it is spoken",
        "{weekday} {day} {month} {year}",
        weekday=_weekday(when),
        day=when.day,
        month=month(when),
        year=when.year,
    )


def day_written(iso: str) -> str:
    """A brief date from its form in a save; empty if it isn't one."""
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return ""


def moment(when: datetime) -> str:
    """A date in brief and the time of day."""
    return at_time(day(when.date()), f"{when:%H:%M}")


def at_time(when: str, time: str) -> str:
    """A date in words with the time of day, as far as there is either."""
    return _("{day}, {time}", day=when, time=time) if when and time else when or time


def month_of(when: date) -> str:
    """A month with its year: October 2016."""
    return pgettext("a month", "{month} {year}", month=month(when), year=when.year)


def month(when: date) -> str:
    """The name of a month."""
    return (
        pgettext("month", "January"),
        pgettext("month", "February"),
        pgettext("month", "March"),
        pgettext("month", "April"),
        pgettext("month", "May"),
        pgettext("month", "June"),
        pgettext("month", "July"),
        pgettext("month", "August"),
        pgettext("month", "September"),
        pgettext("month", "October"),
        pgettext("month", "November"),
        pgettext("month", "December"),
    )[when.month - 1]


def _month_in_brief(when: date) -> str:
    return (
        pgettext("month in brief", "Jan"),
        pgettext("month in brief", "Feb"),
        pgettext("month in brief", "Mar"),
        pgettext("month in brief", "Apr"),
        pgettext("month in brief", "May"),
        pgettext("month in brief", "Jun"),
        pgettext("month in brief", "Jul"),
        pgettext("month in brief", "Aug"),
        pgettext("month in brief", "Sep"),
        pgettext("month in brief", "Oct"),
        pgettext("month in brief", "Nov"),
        pgettext("month in brief", "Dec"),
    )[when.month - 1]


def _weekday(when: date) -> str:
    return (
        pgettext("weekday", "Monday"),
        pgettext("weekday", "Tuesday"),
        pgettext("weekday", "Wednesday"),
        pgettext("weekday", "Thursday"),
        pgettext("weekday", "Friday"),
        pgettext("weekday", "Saturday"),
        pgettext("weekday", "Sunday"),
    )[when.weekday()]


def _weekday_in_brief(when: date) -> str:
    return (
        pgettext("weekday in brief", "Mon"),
        pgettext("weekday in brief", "Tue"),
        pgettext("weekday in brief", "Wed"),
        pgettext("weekday in brief", "Thu"),
        pgettext("weekday in brief", "Fri"),
        pgettext("weekday in brief", "Sat"),
        pgettext("weekday in brief", "Sun"),
    )[when.weekday()]


def weekdays() -> tuple[str, ...]:
    """The days of a week from Monday, each in the two letters that head a calendar column."""
    return (
        pgettext("weekday in two letters", "Mo"),
        pgettext("weekday in two letters", "Tu"),
        pgettext("weekday in two letters", "We"),
        pgettext("weekday in two letters", "Th"),
        pgettext("weekday in two letters", "Fr"),
        pgettext("weekday in two letters", "Sa"),
        pgettext("weekday in two letters", "Su"),
    )
