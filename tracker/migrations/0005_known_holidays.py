from datetime import date

from chinese_calendar.constants import Holiday, holidays, workdays
from django.db import migrations

YEARS = range(2021, 2027)
SOURCE = "chinesecalendar 软件包对国务院办公厅历年节假日安排通知的记录；正式安排以通知原文为准"
NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def enter(apps, schema_editor):
    """The days of the years that the library knows; a day that somebody has entered stays as it is."""
    days = [*_days(holidays, is_working_day=False), *_days(workdays, is_working_day=True)]
    special_day = apps.get_model("tracker", "SpecialDay")
    special_day.objects.bulk_create([special_day(**fields) for fields in days], ignore_conflicts=True)


def take_out(apps, schema_editor):
    apps.get_model("tracker", "SpecialDay").objects.filter(source=SOURCE).delete()


def _days(known, *, is_working_day):
    for day, holiday in sorted(known.items()):
        if day.year in YEARS:
            name = NAMES.get(Holiday(holiday).chinese, Holiday(holiday).chinese)
            yield {
                "day": date(day.year, day.month, day.day), "is_working_day": is_working_day, "source": SOURCE,
                "name": f"{name}调休上班" if is_working_day else name,
            }


class Migration(migrations.Migration):

    dependencies = [
        ("tracker", "0004_holiday_calendar"),
    ]

    operations = [
        migrations.RunPython(enter, take_out),
    ]
