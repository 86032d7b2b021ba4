/** Sentences written for this project, in the manner of shops, banks, airlines, hotels, telecoms, insurers and games:
 * what public data lacks, above all the calm sentence that looks angry and the angry one without a bad word. */
export const frustratedSeeds: string[] = `
This is the third time I am asking and nobody gives me an answer
I've been on hold for two hours, what a joke
You guys are a bunch of crooks
worst app ever, I lost all my money because of you
you people only know how to take money
Give me my money back you thieves
I am never flying with you again
your courier never showed up and now you blame me
Three weeks and still no mattress. Unbelievable.
the mattress is already sagging after one month, total waste of money
I have called 5 times and every time I get a different story
no one picks up the phone, no one answers emails, what kind of company is this
you cancelled my booking without even telling me, I'm stranded at the airport
I was promised a call back yesterday. Nobody called.
So I paid 400 euros for nothing, great
are you even reading what I write?
I already gave you my order number twice
that is not my question, read it again
stop sending me the same link
you're going in circles
I don't want another article, I want this solved
how hard can it be to cancel an order
this is getting ridiculous now
oh wow, another canned answer, very helpful
thanks for nothing
I'm so done with this company
cancel everything, I'm leaving
I will post this all over social media
I want to know who is responsible for this mess
you have ruined my holiday
my kids had no bed because of your delay
room was filthy and nobody at reception cares
we paid for a sea view and got a parking lot, this is a scam
You charged me twice and now you refuse to give it back!!
How dare you charge me for something I never ordered
I have been a loyal customer for ten years and this is how you treat me
my internet has been down for 6 days and all I get is excuses
you keep sending technicians that never arrive
again the same problem, you fixed nothing
It is useless to talk to you
You don't understand anything, do you
Hello??? anybody there???
WHERE IS MY ORDER
I NEED MY MONEY BACK NOW
answer me!!!
Why do you keep asking me the same question
I told you already, I don't have the receipt
no no no that is wrong again
wrong again
you got it wrong for the fourth time
that's the opposite of what I asked for
I didn't ask for that
Did I ask you about shipping? No.
forget it, I'll buy it somewhere else
I'll take my business elsewhere
what's the point of this chat if it can't do anything
useless bot
stupid machine
dumb chatbot gives me dumb answers
shut up
this bot is driving me crazy
I hate this
I'm losing my patience
I'm really upset about this
I am very disappointed with the way this was handled
extremely dissatisfied with your support
absolutely unacceptable
what a terrible experience
poor packaging, poor product, poor support
The food arrived cold and two hours late, disgusting
your policy is a fraud
you are cheating people with fake discounts
fake app, they never pay the winnings
my team won and you gave me zero, cheaters
points are always wrong, you loot people
deposit was deducted but not added, you people are stealing my money
withdrawal stuck since last week, fraud company
your game is rigged
why my account is blocked, I did nothing wrong, you just want to keep my winnings
no proper response from your side since 10 days
I have sent so many mails, not a single reply
customer care number never works
nobody is responding from your end
it has been a month and my refund is still pending, this is too much
how many more days do I have to wait
how many times do I have to tell you
every time I order something goes wrong
always late, always excuses
I regret buying from you
biggest mistake of my life was choosing your bank
should have listened to the bad reviews
one star if I could give zero I would
I will complain to the ombudsman
expect a letter from my lawyer
I'm going to report you to the consumer court
It's unfair that I pay for your mistake
I refuse to pay this bill
I won't pay a cent for this
do something about it or I cancel
fix your damn app
for god's sake just answer the question
just give me a straight answer
can't you people do one thing right
are you kidding me
you must be joking
is this a joke to you
seriously? that's your answer?
what the heck is going on
this makes no sense, first you say yes then you say no
you told me it would be here monday and it's thursday now and still nothing
the agent lied to me
your staff was rude and hung up on me
I was treated like garbage at your branch
you blocked my card while I'm abroad with two kids, are you insane
my flight was cancelled and no one helps us
shame on you
pathetic
ridiculous
bullshit
what a waste of my time
wasted a whole day because of you
I've wasted enough time with this
I give up
ok this is pointless
you're no help at all
that didn't help at all, like everything else you said
you can't help me anyway
this is not helping
you are not answering my question
not even close
are you deaf
do you speak english
is there anybody with a brain there
I am fed up
fed up of waiting
tired of your excuses
sick of this nonsense
I can't believe how bad this is
This chat has been a complete disaster
don't you dare close this ticket again
you closed my complaint without solving it
nothing works on this website
your website is garbage
crap service
very bad service
very bad experience with your company
bad experience from first day
not happy with the service
I am not at all satisfied with the answer
delivery boy was very rude and misbehaved
you sent me a used item, shameless
damaged product again!! how careless can you be
why are you guys so slow
why is it taking forever
why does nobody care
why on earth do I have to wait another 14 days
why should I pay for your mistake
since when do you charge for this?! robbery
you increased the price again without telling anyone, greedy company
insurance company that never pays, typical
you take my premium every month but when I need you there is nothing
claim rejected for no reason, this is theft
my claim has been open for 8 weeks and nobody calls me back
you lost my luggage and you don't even apologise
such a shame that a big bank works like this
I'm about to lose it
I've had it with you people
enough is enough
last warning, solve it today
great, now it's worse than before
wonderful, now I have no phone and no internet
well done, you broke it again
bravo
good job wasting everyone's time
nice way to treat your customers
so you just don't care?
you don't care about customers at all
nobody there knows what they are doing
one department sends me to the other
I'm being sent from pillar to post
It's impossible to reach you
always busy line
you said 24 hours. It has been 5 days.
you promised a replacement last month, where is it
still waiting, still no answer, still no refund
I'm still waiting!!!
my patience has limits
you had one job
ur service sux
u guys suck
this company sucks
u r not understanding my problem
ur not reading my msgs
y r u not replying
why no reply???
worst customer service i have ever seen
plz stop cheating ppl
dont make me fool
you are making fool of customers
very poor response from your team
i will not recommend your product to anyone
i ll never buy again from ur site
totally disappointed
unhappy with product and service
bekar service
bakwas app hai
paisa wapas karo chor
koi reply nahi karta
faltu company
kitni baar bolu
estoy harto de esperar
esto es una vergüenza
das ist eine Frechheit
ich bin stinksauer
c'est inadmissible
vous êtes nuls
isso é um absurdo
é una vergogna
wat een waardeloze service
that's not what I asked you
I never agreed to this
I never asked for that
nope, still wrong
no, you're not listening
that's not it, I've said it three times
I don't think you get it
it keeps failing and nobody fixes it
my card keeps getting blocked, sort it out
you keep charging me this fee every month, I want an explanation
I have been waiting for 45 days for this card
weeks of waiting for nothing
been going on for months now
I keep changing it and it keeps reverting, this is a nightmare
`
  .trim()
  .split("\n")

export const calmSeeds: string[] = `
How long does the refund take?
I haven't received my refund yet, can you check?
my order has not arrived, could you tell me where it is?
It has been a week since I ordered, is there any update?
the payment is still pending
My transfer is still pending after two days
I was charged twice, can you help?
Why was I charged a fee?
why is my card not working
why is my delivery delayed
why is the price higher than last month
My card was declined at the store
I can't log in to my account
I am not able to place an order
the app crashes when I open it
the coupon is not working
the link you sent doesn't work
I received a damaged product and would like a replacement
the product is broken
I got the wrong item
this is the wrong address
I would like to return it, it doesn't fit
the mattress is too soft for me
is the mattress bad for back pain?
is this product a fake or original?
how do I know it is not fraud
someone stole my card
I think there is a fraudulent transaction on my account
I lost my wallet
I want to report a scam call I received
please cancel my order
cancel my subscription please
I want to cancel because I no longer need it
I'd like to close my account
I want my deposit back when I leave, how does that work?
Can I get my money back if I don't like it?
when will I get my money back
I need it today if possible
need it asap
it's urgent, I travel tomorrow
please reply soon
please help me
help!
I need help right now with my order
can you do it now?
I am waiting for your reply
I'm waiting for my package
how long do I have to wait for delivery?
how many days do I need to wait
how many times can I use the coupon?
how much time does it take to deliver
do I have to pay every month?
can I change my order every week?
is it safe to take every day
I take it twice a day, is that too much?
do you have any stores that are not so far
not sure which one to buy
I don't know my password
I don't know what to do
I don't understand the bill
I don't understand how this works, can you explain
I am confused about the sizes
that's not the colour I ordered, can I exchange it?
no, the other one
no thanks
no, that's all
no, it was last week
no, not that one, the blue one
it's not the first order, the second one
not really
nope
wrong date, I meant Friday
sorry, I meant the 15th
I said two nights, from Friday to Sunday
no, I don't have the order number
yes I already did that
I already tried that, it didn't work
I already have an account
I have already paid
I told my wife to pick it up
it says error when I try to pay
it still says pending
still not working
it didn't work
it doesn't work on my phone
that did not help, do you have another idea?
what does that mean?
what do you mean by pending?
are you a bot?
am I talking to a real person?
can I talk to a human please?
I would like to speak to an agent
do you understand Spanish?
can you understand german
is customer service open on Sunday?
why is the chat closed at night?
your phone number does not connect, is there another one?
I called yesterday and was told to write here
I called twice this week about the same issue
your colleague told me the delivery would be on Monday, is that right?
You said it ships within 24 hours, does that include weekends?
the agent promised to send me a form, where can I find it
I was told there is a discount
I want to make a complaint
how can I file a complaint?
I would like to leave a review
how do I give feedback
what is your worst case delivery time
what is the bad weather policy
is it bad if I miss a dose?
my hair is terrible in winter, what do you recommend
I have terrible back pain
I feel tired all the time, which vitamins help?
I am sick, can I move my appointment?
I hate mint flavour, do you have chocolate?
I'm allergic to nuts
which of these is better, not too expensive
too expensive for me
the delivery fee is a bit high
it is late, I will call tomorrow
will it be late?
sorry to bother you again
sorry for the late reply
no problem, take your time
no worries
ok forget it, I found it
never mind, it works now
thanks, that was quick
thank you so much, great service
wow that was fast
great job
good bot
haha ok
ok
stop my subscription at the end of the month
stop the auto renewal
please stop sending me the newsletter
how do I stop a payment?
how do I delete my account
where can I see my points
my points are not updated yet
when will the winnings be credited
how to withdraw my winnings
why is my withdrawal pending
the match was abandoned, will I get a refund?
how are points calculated
can I join with two teams
deposit was deducted but not showing in wallet
cash not added to my account
my account is blocked, how do I unblock it
verification rejected, what should I do
my flight was cancelled, what are my options?
my luggage did not arrive
can I get compensation for a delayed flight?
I missed my connection because of a delay
the room has no hot water, can somebody look at it
the air conditioning is not working in room 204
the wifi is very slow here
we did not get towels today
can I check out late
my internet has been down since this morning
no signal at home since yesterday
my claim was rejected, how can I appeal?
how long does a claim take?
I had an accident, what should I do now?
my policy lapsed, can I renew it
the premium went up, why?
I did not authorise this payment
there is a payment I don't recognise
I never received the code
I never got the confirmation email
I never ordered from you before
I didn't get any email
no response when I press the button
I get no reply from the verification code service
can you send it again
can you try again please
again please
same problem here
same address as before
every time I enter the code it says expired
I tried three times to enter my pin
I tried several times to pay with my card
it happened twice
second time ordering, love it
I have to go now, bye
kill the background app first?
what the app does exactly?
which hell's kitchen branch is open
do you ship to hell, Norway
do you sell bloody mary mix
damn good coffee, do you have a bigger pack?
do you have a dick's sporting goods gift card
is a cock pheasant print available
I have a bad internet connection
my bad
poor quality photo, can I upload another
low balance
I am done, thanks
I'm done with the form, what is next?
done
is it fair trade
unfair dismissal insurance, do you cover that?
legal expenses insurance
do I need a lawyer for this contract
I work at a law court, do you deliver there?
I want to demand forecast report pricing
show me on demand courses
crazy deals, are they still on
this is insane value, how many can I order?
shut down my old plan please
drop off point
scam protection settings
where do I find cheat meal recipes
is there a trick to make it work
do you have anything for frustrated sleepers
anti ageing cream for annoying pimples
I want to talk about my loan
I want to talk about something else
let me think about it
I will think about it and come back
I'll order somewhere else if it is not in stock, is it in stock?
what is wrong with my card?
something is wrong with my account
that's wrong, my name is spelled differently
this is incorrect, the amount was 54
not the amount I expected, can you check
I expected a discount
I did not like the taste
product is not good for me
it is not good on my skin, can I return it
can a woman use this product?
I don't want to take the insurance
this is not my address
this is not the right size
I want to cancel and order again
do you guys have a store in Berlin
do you guys deliver on weekends?
you people have any offers?
nothing happens when I click the button
I clicked the link and nothing happened
I can't get any signal
my pin is blocked
my number is blocked, can you unblock it
I forgot my password and my account got blocked
somebody used my card without permission
what is the sale price
it took too long last time, is express available?
the website is slow today
I tried five times to enter the code
I was waiting for the bus, sorry
you don't need to do that
you don't need to call me
no need to transfer me
leave it at the door please
leave it
go ahead
go on
yes I did
you can cancel it
`
  .trim()
  .split("\n")

export const confusedSeeds: string[] = `
I don't understand
I don't get it
sorry, I don't follow
what do you mean
what does that mean?
huh?
what?
can you explain that in simple words
I'm confused now
this is confusing
you lost me
that doesn't make sense
I have no idea what you are talking about
could you say that differently
please rephrase
that's not what I asked
I asked about something else
not clear to me
which button do you mean?
I still don't understand what I have to do
what is that supposed to mean
come again?
sorry what
I am not sure I understand
can you be more specific
where exactly do I click
no entiendo
das verstehe ich nicht
je ne comprends pas
não entendi
non ho capito
ik begrijp het niet
`
  .trim()
  .split("\n")
