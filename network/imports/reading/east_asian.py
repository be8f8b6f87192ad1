"""Which encoding of Chinese, Japanese or Korean a text is in, told by the names it makes.

Nearly any pair of bytes is a letter in each of these encodings, so each is judged by how often its letters are met in
names: the cost is low for those of frequent names, higher for the rest of the letters that everybody learns, and high
for rare ones, for symbols, and for a letter that touches one of the Latin alphabet.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

SIMPLIFIED = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞"
    "平刚桂华玉红建国文辉力志永健世广义兴良海山仁波宁贵福生元全胜学祥才发新利清飞彬富顺信子心承乐松善庆民友裕哲浩亮政谦奇之翰朗宏言"
    "若朋斌栋维启克翔旭鹏泽晨辰家树德泰雄冠腾楠航弘小梅雪婷慧颖琳晶欣怡佳琪雨思梦洁云莲真荣爱香月媛瑞凡嘉联通"
)
TRADITIONAL = (
    "王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董袁潘蔣蔡余杜葉程蘇魏呂丁任沈姚盧姜崔鍾譚陸汪范金石"
    "廖賈夏韋方白鄒孟熊秦邱江尹薛閻段雷侯龍史陶黎賀顧毛郝龔邵萬錢嚴戴莫孔湯偉芳娜秀英敏靜麗強磊軍勇艷傑娟濤明超蘭霞平剛桂華玉紅建"
    "國文輝力志永健世廣義興良海山仁波寧貴福生元全勝學祥才發新利清飛彬富順信子心家豪雅婷怡君淑惠美玲宜俊宏冠宇承恩柏翰詩涵欣小大"
)
KOREAN = (
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연"
    "위표명기반왕금옥육인맹제모영수철미경희숙순자은혜준호훈동상재승태용환규형식종병광일춘란화애봉복리라아예시건찬혁빈솔람별결국덕학범"
)
JAPANESE = (
    "佐藤鈴木高橋田中伊渡辺山本村小林加吉野井上松原清水口池阿部石川前岡後長谷近坂遠青西福太三浦竹金子和島斎内下平大塚杉今千葉菅横宮崎"
    "森新久保一郎次美恵真由香奈優陽翔健介誠隆博智幸正義昭雄彦夫男明弘之治浩司徹哲也直樹輔拓翼愛花菜咲結衣葵春夏秋冬"
)
ENCODINGS: tuple[tuple[str, float, str, str, tuple[int, int]], ...] = (
    ("cp932", 3, JAPANESE, "euc_jp", (0xB0, 0xCF)),
    ("gb18030", 3, SIMPLIFIED, "gb2312", (0xB0, 0xD7)),
    ("cp950", 3.5, TRADITIONAL, "big5", (0xA4, 0xC6)),
    ("cp949", 3, KOREAN, "euc_kr", (0xB0, 0xC8)),
    ("euc_jp", 5, JAPANESE, "euc_jp", (0xB0, 0xCF)),
)
"""Name; how much it costs to choose it; the letters of frequent names; the plainest encoding of its language, and the
first bytes that letters learnt at school have in it."""
WIDE = frozenset(name for name, *_rest in ENCODINGS)
ALIASES = {"shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "euc_kr": "cp949"}
"""Encodings that files name, and their larger descendants that files are written in."""

WORDS = re.compile(r"[A-Za-z\x80-\U0010ffff]+")
JUNCTIONS = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")
COMMON, KANA, LEARNT, RARE, HALF, SYMBOL, UNDEFINED, MIXED = 0.4, 0.5, 2.5, 5.0, 2.5, 6.0, 12.0, 10.0
HANGUL = 1.8
"""Costs: of a letter of frequent names, of Japanese's own, of others by how many know them, of what is no letter."""
LONGEST_LINE = 2000


def wide_encoding_of(lines: Sequence[bytes]) -> tuple[str, float]:
    """Return the likeliest of the encodings of two bytes a letter, and its cost as `legacy.encoding_of` counts it."""
    costs = {name: base + cost_of(lines, name) for name, base, *_rest in ENCODINGS}
    best = min(costs, key=lambda name: costs[name])
    return best, costs[best]


def cost_of(lines: Iterable[bytes], encoding: str) -> float:
    texts = (line[:LONGEST_LINE].decode(encoding, "replace") for line in lines)
    words = {word for text in texts for word in WORDS.findall(text) if not word.isascii()}
    return sum(
        sum(cost_of_letter(letter, encoding) for letter in word) + MIXED * len(JUNCTIONS.findall(word))
        for word in words
    )


@lru_cache(maxsize=40_000)
def cost_of_letter(letter: str, encoding: str) -> float:
    """Return how unlikely the letter is in names of the language that the encoding is for."""
    _name, _base, names, plainest, (first, last) = next(row for row in ENCODINGS if row[0] == encoding)
    if letter.isascii():
        return 0.0
    if letter == "\ufffd":
        return UNDEFINED
    if letter in names:
        return COMMON
    if letter in "　・、。，（）「」々ー〇〜":
        return KANA
    if "\u3041" <= letter <= "\u30fa":
        return KANA if names is JAPANESE else SYMBOL
    if "\uff66" <= letter <= "\uff9f":
        return HALF
    if not letter.isalpha() or "\ue000" <= letter <= "\uf8ff":
        return SYMBOL
    try:
        is_learnt = first <= letter.encode(plainest)[0] <= last
    except UnicodeEncodeError:
        return RARE
    if names is KOREAN:
        return HANGUL if is_learnt else RARE
    return LEARNT if is_learnt and "\u4e00" <= letter <= "\u9fff" else RARE
