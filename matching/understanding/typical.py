"""In which work a setting is usual: our own reading of SOC 2010's unit groups, by hand. "Often", never "always"."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.understanding.hints import Setting
from matching.vocabulary.titles import vocabulary

# Beginnings of unit groups' codes; "6" would be all caring, leisure and other service work.
_GROUPS: dict[Setting, tuple[str, ...]] = {
    Setting.OUTDOORS: (
        "511", "911", "3550", "3551", "3552", "9120", "9211", "9235", "5313", "8142", "8143", "9119", "6211", "9231",
    ),
    Setting.ANIMALS: ("613", "2216", "5111", "9111"),
    Setting.CHILDREN: ("612", "2315", "2316", "2314", "9244", "3231", "6144"),
    Setting.OLDER_PEOPLE: ("6145", "6146", "6141", "1242"),
    Setting.ON_THE_ROAD: ("8211", "8212", "8213", "8214", "8215", "9211"),
    Setting.NIGHTS: (
        "2231", "3213", "3312", "3313", "3314", "5432", "6141", "6142", "6145", "8211", "8214", "9241", "9251", "9260",
        "9274", "2211",
    ),
    Setting.MORNINGS: ("5432", "9211", "9233", "9235", "5111", "9111"),
    Setting.EVENINGS: ("5434", "9272", "9273", "9274", "1223", "1224", "9241", "9275", "3413", "3416"),
    Setting.WEEKENDS: (
        "7111", "7112", "1223", "1224", "1225", "5434", "5435", "6221", "6222", "6211", "9272", "9273", "9274", "9275",
        "2231", "6141", "6145", "3442", "1221",
    ),
    Setting.SCHOOL_HOURS: ("6125", "6126", "9244", "7213", "2315", "2314", "2316"),
}  # fmt: skip


@lru_cache(maxsize=1)
def _usual() -> dict[Setting, NDArray[np.bool_]]:
    titles = vocabulary().titles
    return {
        setting: np.array([title.groups[0].startswith(codes) for title in titles], dtype=np.bool_)
        for setting, codes in _GROUPS.items()
    }


def usual_in(setting: Setting) -> NDArray[np.bool_] | None:
    """Return for each title of the vocabulary, in its order, whether `setting` is usual in it by its commonest group.

    None for a setting that goes with no work in particular ("part time").
    """
    return _usual().get(setting)


def usual_for(setting: Setting, line: str) -> bool:
    """Whether `setting` is usual in the work of `line`."""
    title = vocabulary().title_of(line)
    return title is not None and title.groups[0].startswith(_GROUPS.get(setting, ()))
