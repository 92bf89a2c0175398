"""The plans that come with the product: facts and official names only, each with its source and confidence."""
