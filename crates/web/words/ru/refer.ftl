# refer
