"""The pages: views translate a request into one action or one dashboard, forms clean, templates show."""
