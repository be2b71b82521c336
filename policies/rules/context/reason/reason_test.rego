package brevet.rules.context.reason_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.reason

_org := {"reasons": {"least": 20, "boilerplate": ["need access to do my work", "debugging"]}}

_saying(text) := fixture.but({"request": {"reason": text}})

test_reason_of_enough_words_is_one if {
	reason.deny == set() with input as _saying("Find INC-4211 double.") with data.org as _org
}

test_shorter_one_is_not if {
	reason.deny == {{
		"code": "REASON_THIN",
		"facts": {"least": 20},
		"field": "reason",
	}} with input as _saying("Find INC-4211 doubl!") with data.org as _org
}

test_blanks_are_no_words if {
	count(reason.deny) == 1 with input as _saying("   Find INC-4211 dupes    ") with data.org as _org
}

test_phrases_that_say_nothing_are_none if {
	every text in [
		"Need access to do my work",
		" need ACCESS to do my work!\n",
		"need  access,\nto do my work …",
		"»need access« (to do my work?)",
	] {
		count(reason.deny) == 1 with input as _saying(text) with data.org as _org
	}
}

test_some_phrases_say_nothing_to_anybody if {
	reason.deny == set() with input as _saying("I need access to the March invoices") with data.org as {}
	every text in ["I need access!", "Business reasons.", "as discussed …", "Need access to do my job"] {
		count(reason.deny) == 1 with input as _saying(text) with data.org as {}
	}
}

test_what_is_no_word_fills_nothing if {
	every text in ["....................", "-- !! ?? -- !! ?? -- !!", "⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀", "Fix it"] {
		count(reason.deny) == 1 with input as _saying(text) with data.org as _org
	}
}

test_any_script_says_something if {
	every text in ["Дублікати рахунків INC-4211", "重複した請求書をINC-4211のために探して消す", "चालान की प्रतियाँ ढूँढें"] {
		reason.deny == set() with input as _saying(text) with data.org as _org
	}
}

test_ten_characters_are_enough_where_nothing_is_said if {
	reason.deny == set() with input as _saying("debugging1") with data.org as {}
	count(reason.deny) == 1 with input as _saying("debugging!") with data.org as {}
}
