"""How dates are typed, where Django's own habit differs from the site's."""
