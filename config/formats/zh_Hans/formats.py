"""Dates are typed as the pages show and ask for them, 2024-10-31; slashes and dots are understood too."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]
