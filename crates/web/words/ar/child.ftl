# سجل الطفل.
family-picture = مخطط الأسرة
family-children = { $count ->
    [one] طفل
    [two] طفلان، بترتيب الولادة
    [few] الأطفال، بترتيب الولادة
   *[other] الأطفال، بترتيب الولادة
  }
