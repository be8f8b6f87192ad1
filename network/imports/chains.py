"""Chains of shops, banks, carriers and the like that people in Britain have in their address books.

A name that people bear too is left out: "John Lewis", "David Lloyd", "Sky", and two letters, which may be initials.
"""

CHAIN_LINES = """
tesco, asda, aldi, lidl, morrisons, sainsburys, waitrose, ocado, iceland, co-op, coop, co operative, cooperative, spar,
londis, costcutter, budgens, farmfoods, booker, costco, marks and spencer, m and s, m and s food, poundland,
poundstretcher, home bargains, b and m, wilko, wilkinsons, argos, currys, pc world, currys pc world, boots, superdrug,
specsavers, vision express, lloyds pharmacy, well pharmacy, next, primark, matalan, new look, river island, topshop,
h and m, tk maxx, jd sports, sports direct, decathlon, ikea, dfs, dunelm, debenhams, house of fraser, whsmith,
w h smith, wh smith, waterstones, card factory, clintons, timpsons, halfords, kwik fit, ats euromaster, screwfix,
toolstation, wickes, homebase, b and q, travis perkins, jewson, howdens, pets at home, vets4pets, medivet
greggs, subway, kfc, mcdonalds, maccies, burger king, pret, pret a manger, nandos, wagamama, pizza express,
pizza hut, papa johns, dominos, dominos pizza, wetherspoon, wetherspoons, jd wetherspoon, costa coffee, starbucks,
caffe nero, cafe nero, toby carvery, harvester, beefeater, brewers fayre, greene king, zizzi, prezzo, bella italia,
five guys, taco bell, yo sushi, itsu, premier inn, travelodge, holiday inn, ibis hotel, hilton hotel
barclays, barclaycard, hsbc, natwest, lloyds, lloyds tsb, lloyds bank, santander, nationwide, halifax, tsb, monzo,
starling bank, first direct, rbs, royal bank of scotland, bank of scotland, metro bank, american express, amex, paypal,
klarna, aviva, direct line, admiral, churchill insurance, axa, bupa, vodafone, giffgaff, virgin media, virgin mobile,
talktalk, talk talk, plusnet, openreach, sky tv, three mobile, british telecom, tv licensing
british gas, edf, edf energy, eon, e on, eon next, octopus energy, scottish power, ovo energy, bulb energy,
national grid, thames water, severn trent, united utilities, yorkshire water, southern water, anglian water,
wessex water, south west water, welsh water, dwr cymru, scottish water, northumbrian water, dyno rod
royal mail, post office, parcelforce, dpd, evri, yodel, dhl, ups, fedex, tnt, amazon, ebay, uber, uber eats, deliveroo,
just eat, addison lee, national rail, trainline, national express, stagecoach, arriva, easyjet, ryanair,
british airways, jet2, tui, eurostar, green flag
hm revenue and customs, job centre, job centre plus, jobcentre plus, citizens advice, samaritans, rspca, nspcc,
childline, age uk, airbnb,
national trust, puregym, pure gym, the gym, virgin active, bannatynes, netflix, spotify, microsoft, google, facebook,
apple support, apple store, edeka, rewe, rossmann, carrefour, biedronka, zabka, mercadona
"""
CHAINS = frozenset(
    "".join(letter for letter in name if letter.isalnum())
    for line in CHAIN_LINES.strip().splitlines()
    for name in line.split(",")
)
"""In small letters, with nothing between them: "marksandspencer"."""
BRANCH_WORDS = """
express extra metro local superstore store stores shop bank mobile pharmacy opticians petrol fuel delivery deliveries
direct online customer services service care helpline support complaints insurance cafe card cards home business uk
branch office hq takeaway coffee pizza restaurant retail park high street
"""
BRANCHES = frozenset(BRANCH_WORDS.split())
"""What stands behind the name of a chain where it is still a chain."""
