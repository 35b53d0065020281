"""Months, ordinals and places: what English and Japanese each name in words of their own."""

import re

_MONTHS = "january february march april may june july august september october november december".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_KANJI = "一二三四五六七八九十"

# May is a month where a day or a year stands beside it.
_ENGLISH_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b(?<!\bmay)|\b(may)\b(?= \d)|(?<=\d )(may)\b")
_EASTERN_MONTH = re.compile(rf"(?<![\d{_KANJI}])(1[0-2]|[1-9]|十[一二]|[{_KANJI}])(?:月|월)(?!間)")
_ENGLISH_ORDINAL = re.compile(rf"\b({'|'.join(_ORDINALS)})\b")
_EASTERN_ORDINAL = re.compile(rf"第([1-9]|[{_KANJI}])(?![\d{_KANJI}])|([1-9]|[{_KANJI}])(?:番目|度目|つ目)")

# Japanese writes these in kanji, so that no sound gives them away.
_PLACES = {
    "日本": "japan",
    "韓国": "korea",
    "北朝鮮": "north korea",
    "平壌": "pyongyang",
    "中国": "china chinese",
    "北京": "beijing",
    "台湾": "taiwan",
    "米国": "united states|america",
    "英国": "united kingdom|britain|british",
    "豪州": "australia",
    "欧州": "europe",
    "東京": "tokyo",
    "沖縄": "okinawa",
    "北極": "arctic",
    "太平洋": "pacific",
    "大西洋": "atlantic",
    "地中海": "mediterranean",
    "国連": "united nations",
}
_WESTERN_PLACES = {name: re.compile("|".join(rf"\b{word}" for word in re.split(r"[| ](?!states|kingdom|korea|nations)", words))) for name, words in _PLACES.items()}
