# A child's record.
family-picture = Family picture
family-children = { $count ->
    [one] Child
   *[other] Children, in the order of birth
  }
