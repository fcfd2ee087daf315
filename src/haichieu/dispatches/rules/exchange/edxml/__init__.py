"""Letters between e-offices: edXML messages after QCVN 102:2016/BTTTT, amended 1:2022."""
