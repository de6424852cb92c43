# Words of facts. What is in braces comes from the records; text before and after it stands as the language needs it.

## Legal reasons (GDPR Art. 6(1))

reason-consent = You said yes. You can change your mind at any time.
reason-contract = We need it to keep our contract with you.
reason-vital-interests = To protect someone's life.
reason-legal-obligation = A law says we must.
reason-legal-obligation-named = A law says we must: { $law }.
reason-public-task = To do our public job.
reason-public-task-named = To do our public job: { $law }.
reason-legitimate-interests = Our interest: { $interest }.

## Sensitive data (GDPR Art. 9)

sensitive-unnamed = sensitive data
sensitive-other = other sensitive data
special-health = health
special-racial-ethnic = racial or ethnic origin
special-political = political opinions
special-religious = religious or philosophical beliefs
special-trade-union = trade union membership
special-genetic = genetic data
special-biometric = biometric data for identification
special-sex-life = sex life or sexual orientation

art9-explicit-consent = You gave your clear consent to this use.
art9-employment = Employment or social security law asks for it.
art9-vital-interests = We use it to protect someone's life.
art9-nonprofit = We use it as a not-for-profit body, for our members.
art9-made-public = You made it public yourself.
art9-legal-claims = We use it for legal claims.
art9-public-interest = A law allows it for an important public interest.
art9-health-care = We use it to give health or social care.
art9-public-health = We use it to protect public health.
art9-research = We use it for archives, research or statistics.

## Where data comes from, and whether it must be given

source-person = You give it to us.
source-third-party = We get it from someone else.
source-third-party-named = We get it from { $name }.
source-public = We take it from public sources.
source-public-named = We take it from a public source: { $name }.
source-observed = We record it as you use our services.
source-derived = We work it out from other data.
must-provide-yes = You must give it: a law or our contract asks for it.
must-provide-no = You choose whether to give it.
uses-children = “{ $activity }” also uses data of people under 16.

## Who gets data, and where it goes

who-nobody = Nobody outside our organisation.
contract-signed = We have a written contract with them.
joint-activity = { $activity }: we decide about this together with { $partners }
joint-vendor = We decide together with { $partner } why and how your data is used.

safeguard-adequacy = A decision of the European Commission covers this transfer.
safeguard-scc = A contract with standard clauses of the European Commission protects it.
safeguard-bcr = Binding rules of the company group protect it.
safeguard-code-or-certification = An approved code or certificate protects it.
safeguard-public-instrument = An agreement between public bodies protects it.
safeguard-authorised-clauses = Contract clauses that a data protection authority approved protect it.
safeguard-explicit-consent = You agreed to this transfer.
safeguard-derogation = We rely on an exception in Article 49 of the GDPR.

## How long data is kept

# The event brings its own word for "after".
retention-event = { $period } { $event }
retention-counted = { $period } after { $event }
retention-without-end = Without end
retention-delete-proven = Then we delete it.
retention-delete = Our rule is to delete it then.
retention-anonymise-proven = Then we make it anonymous.
retention-anonymise = Our rule is to make it anonymous then.
retention-archive = Then it goes to an archive.
retention-return = Our rule is to give it back then.

## Claims about the organisation as a whole

selling-yes = We sell personal data, or share it for advertising.
selling-no = We did not sell personal data, or share it for advertising, in the 12 months before { $day }.
automated-yes = Software makes decisions about people.
automated-no = Software alone makes no decisions about you.
abroad-yes = Part of your data leaves the European Economic Area.
abroad-countries = Part of your data goes to { $countries }.
abroad-no = Your data stays in the European Economic Area.
children-yes = We use data of people under 16.

## At a glance

glance-what = What we use most: { $data }
glance-why = Why we use it: { $purposes }
glance-sensitive = We use sensitive data.
glance-sensitive-named = We use sensitive data: { $kinds }.
glance-without-end = We keep part of the data without end.
glance-questions = Questions? Write to { $email }.

## Rights under the GDPR, after "You can ask us to"

right-access = Show you your data and give you a copy.
right-rectification = Correct data that is wrong.
right-erasure = Delete your data.
right-restriction = Pause our use of it while a question is open.
right-portability = Give you your data in a file you can use elsewhere.
right-objection = Stop a use you object to. For marketing, we always stop.
right-withdrawal = Stop what you said yes to. What we did before stays lawful.
right-human-review = Have a person look again at a decision made by software.

## Groups of people, as headings

audience-applicants = Job applicants
audience-business = Business partners and suppliers
audience-staff = Staff
audience-patients = Patients
audience-members = Members
audience-insured = Insured people
audience-parents = Parents and guardians
audience-children = Children and young people
audience-students = Pupils and students
audience-visitors = Visitors
audience-prospects = People interested in us
audience-donors = Donors and supporters
audience-customers = Customers
audience-others = Other people
