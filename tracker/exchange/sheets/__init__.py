"""Spreadsheets as plain rows, written and read."""
