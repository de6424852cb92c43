# What a Notice of Privacy Practices says of the organisation.

## Uses without a signature (45 CFR 164.510, 164.512)

npp-use-family = Family and friends: we can share what they need to know with people who help with your care or pay for it. In a disaster we can tell relief groups where you are. You can say no.
npp-use-directory = Our directory: we can tell visitors who ask for you by name where you are and how you are. Clergy can also learn your faith. You can say no.
npp-use-public-health = Public health: we can report diseases, injuries, births, deaths and problems with medicines to the bodies in charge.
npp-use-abuse = Abuse: we can tell the body in charge if we believe that you suffer abuse, neglect or violence at home. We need your agreement or a law that allows it.
npp-use-child-abuse = Child abuse: we can report child abuse and neglect to the body that takes such reports.
npp-use-threat = Danger: we can warn people who can prevent a serious and near danger to someone's health or safety.
npp-use-workplace = Your work: if we examine you for your employer, we can report work injuries and health at work to it. We must tell you so in writing.
npp-use-school = Schools: we can give a school proof of vaccination if a law asks the school for it. You or a parent must agree first.
npp-use-research = Research: we can share it for a study if a review board has decided that your signature is not needed.
npp-use-deceased = After a death: we can share it with coroners, funeral homes and groups that arrange organ donation.
npp-use-required-by-law = Laws: if a law says that we must share it, we share what that law asks for.
npp-use-oversight = Oversight: we can share it with public bodies that check health care, for audits, inspections and permits.
npp-use-court = Courts: we can share it if a court orders it. We can answer a subpoena if you were told of it or a court protects the data.
npp-use-police = Police: we can share it under a warrant, to find a missing person or a suspect, or about a crime. The law sets limits for each case.
npp-use-workers-compensation = Work injuries: we can share it for claims to workers' compensation.
npp-use-government = Public duties: we can share it for military service, national security, prisons and public benefits.

## Passages that only some notices need

npp-psychotherapy = We keep notes of talk therapy apart from your record. For most uses of them we need your signature.
npp-fundraising = We can contact you to ask for donations. You have the right to refuse such messages.
npp-sponsor = We can share your health information with the sponsor of the plan, so that it can run the plan.
npp-underwriting = We use health information to decide on cover and its price. The law forbids us to use genetic information for this.
npp-changes-reserved = We can change this notice. The change then also covers the information that we already have.
npp-changes-later-only = If we change this notice, the change covers only what we get after it takes effect.

## Substance use disorder records (42 CFR Part 2)

part2-programme = Our program for substance use disorders comes under a federal law, 42 CFR Part 2.
part2-held = We hold records from programs for substance use disorders. A federal law, 42 CFR Part 2, protects them.
part2-fundraising = Before we use these records to ask for donations, you first get a clear chance to refuse.
part2-use-emergency = Emergencies: medical staff can get them if you need care at once and cannot consent.
part2-use-research = Research: studies that follow the rules of this law can get them.
part2-use-audit = Audits: those who audit or evaluate the program can get them.
part2-use-public-health = Public health: health authorities can get them without anything that shows who you are.
part2-use-court = Courts: we can share them if a court orders it with a subpoena.
part2-use-own-staff = Our staff: those who need them for your care or to direct the program can use them.
part2-use-service-organisations = Companies that serve the program can get them once they agree in writing to follow this law.
part2-use-crimes = Crimes: we can tell the police of crimes and threats in our rooms or against our staff.
part2-use-child-abuse = Child abuse: we can report it where State law asks for a report.
part2-use-deceased = After a death: we can share them where a law asks for the cause.
