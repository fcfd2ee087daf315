"""Letters and deadlines as other programs read them: iCalendar, edXML (QCVN 102:2016), Akoma Ntoso."""
