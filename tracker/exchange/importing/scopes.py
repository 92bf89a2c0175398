"""Where a measure applies: the names in a text as districts of the plan. Pure."""

from dataclasses import replace

ENDINGS = ("市", "区", "县", "片区", "全域", "全市")


def districts_named(names, places):
    """``(names of districts, names that are none)``: a name may be that of a district, an area or a city."""
    found, unknown = [], []
    for name in names:
        here = [district for place in places for district in place.districts
                if _is(name, district) or _is(name, place.name) or _is(name, place.city)]
        found += here
        if not here:
            unknown.append(name)
    return tuple(dict.fromkeys(found)), tuple(unknown)


def with_districts(item, places):
    """The item with districts of the plan in the place of what the text calls them; unknown names stay as they are."""
    found, unknown = districts_named(item.districts, places)
    everywhere = {district for place in places for district in place.districts}
    return replace(item, districts=() if not unknown and set(found) == everywhere else (*found, *unknown))


def _is(name, place):
    return bool(name and place) and (name == place or _stem(name) == _stem(place))


def _stem(name):
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name
