"""From characters as they were copied to paragraphs, numbers and sentences."""
