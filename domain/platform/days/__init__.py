"""Days of the Chinese year, and days as people say them: 昨天, 上个月底, 去年腊月二十三, 国庆前两天, last winter."""
