import {
  arm,
  earlier,
  event,
  firstEvent,
  heaviside,
  help,
  jasa,
  landmark,
  n,
  type RowChange,
  uis,
  uisComplete,
  wlw,
  xbot,
} from './question-rows.ts'

/** What is put to a command, where R's answer stands, and how the rows of the file are changed before. */
export type Question = readonly ['cox' | 'km' | 'test' | 'rmst', path: string, formula: string, rows?: RowChange]

const uisModel = 'age + beck + fp1 + fp2 + iv3 + race1 + treat1'
/** Every survival question whose answer R has left in the folder of data sets, by file. */
export const survivalQuestions: readonly {
  readonly file: string
  readonly reference: string
  readonly ask: readonly Question[]
}[] = [
  {
    file: 'uis628.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'uis.km_all', 'Surv(time, censor) ~ 1'],
      ['km', 'uis.km_treat', 'Surv(time, censor) ~ treat1', uis],
      ['test', 'uis.logrank_rho0', 'Surv(time, censor) ~ treat1', uis],
      ['test', 'uis.logrank_rho1', 'Surv(time, censor) ~ treat1', uis],
      ['test', 'uis.logrank_strat_site', 'Surv(time, censor) ~ treat1 + strata(site1)', uis],
      ['cox', 'uis.cox_treat_efron', 'Surv(time, censor) ~ treat1', uis],
      ['cox', 'uis.cox_treat_breslow', 'Surv(time, censor) ~ treat1', uis],
      [
        'cox',
        'uis.cox_main',
        'Surv(time, censor) ~ age + beck + ndrugtx + iv2 + iv3 + race1 + treat1 + site1',
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_main_breslow',
        'Surv(time, censor) ~ age + beck + ndrugtx + iv2 + iv3 + race1 + treat1 + site1',
        uisComplete,
      ],
      ['cox', 'uis.cox_table511_breslow', `Surv(time, censor) ~ ${uisModel} + site1 + agesite + racesite`, uisComplete],
      ['cox', 'uis.cox_table511_efron', `Surv(time, censor) ~ ${uisModel} + site1 + agesite + racesite`, uisComplete],
      [
        'cox',
        'uis.cox_table71_strat_site_breslow',
        `Surv(time, censor) ~ ${uisModel} + agesite + racesite + strata(site1)`,
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_table71_strat_site_efron',
        `Surv(time, censor) ~ ${uisModel} + age:site1 + race1:site1 + strata(site1)`,
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_ucla_seminar_efron',
        'Surv(time, censor) ~ age + ndrugtx + treat1 + site1 + agesite',
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_ucla_seminar_breslow',
        'Surv(time, censor) ~ age + ndrugtx + treat1 + site1 + age:site1',
        uisComplete,
      ],
      [
        'cox',
        'uis.cox_ucla_seminar_breslow_n_available',
        'Surv(time, censor) ~ age + ndrugtx + treat1 + site1 + agesite',
        uis,
      ],
      ['rmst', 'uis.rmst_365', 'Surv(time, censor) ~ treat'],
    ],
  },
  {
    file: 'addicts_methadone.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'addicts.km', 'Surv(survtime, status) ~ clinic'],
      ['test', 'addicts.logrank', 'Surv(survtime, status) ~ clinic'],
      ['test', 'addicts.peto', 'Surv(survtime, status) ~ factor(clinic)'],
      ['test', 'addicts.logrank_prison', 'Surv(survtime, status) ~ prison'],
      ['test', 'addicts.logrank_strat_prison', 'Surv(survtime, status) ~ clinic + strata(prison)'],
      ['cox', 'addicts.cox_efron', 'Surv(survtime, status) ~ clinic + prison + maxdose'],
      ['cox', 'addicts.cox_breslow', 'Surv(survtime, status) ~ clinic + prison + maxdose'],
      ['cox', 'addicts.cox_strat_clinic_efron', 'Surv(survtime, status) ~ prison + maxdose + strata(clinic)'],
      ['cox', 'addicts.cox_strat_clinic_breslow', 'Surv(survtime, status) ~ prison + maxdose + strata(clinic)'],
      ...(['heaviside_365', 'heaviside_365_breslow'] as const).map(
        (path): Question => [
          'cox',
          `addicts.${path}`,
          'Surv(tstart, survtime, status) ~ prison + maxdose + c_early + c_late',
          heaviside,
        ],
      ),
      ['rmst', 'addicts.rmst_730', 'Surv(survtime, status) ~ clinic'],
    ],
  },
  {
    file: 'pharmacoSmoking.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'pharmacoSmoking.km', 'Surv(ttr, relapse) ~ grp'],
      ['test', 'pharmacoSmoking.logrank', 'Surv(ttr, relapse) ~ grp'],
      ['test', 'pharmacoSmoking.logrank_rho1', 'Surv(ttr, relapse) ~ grp'],
      ['test', 'pharmacoSmoking.logrank_strat_agegroup2', 'Surv(ttr, relapse) ~ grp + strata(ageGroup2)'],
      ['test', 'pharmacoSmoking.logrank_agegroup2', 'Surv(ttr, relapse) ~ ageGroup2'],
      ['cox', 'pharmacoSmoking.cox_grp_efron', 'Surv(ttr, relapse) ~ grp'],
      ['cox', 'pharmacoSmoking.cox_grp_breslow', 'Surv(ttr, relapse) ~ factor(grp)'],
      ['cox', 'pharmacoSmoking.cox_grp_age_employment', 'Surv(ttr, relapse) ~ grp + age + employment'],
      ['cox', 'pharmacoSmoking.cox_moore_final', 'Surv(ttr, relapse) ~ ageGroup4 + employment + grp'],
      ['rmst', 'pharmacoSmoking.rmst_182', 'Surv(ttr, relapse) ~ grp'],
    ],
  },
  {
    file: 'HELPrct.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'HELP.link_km', 'Surv(dayslink, linkstatus) ~ trt', help],
      ['test', 'HELP.link_logrank', 'Surv(dayslink, linkstatus) ~ treat'],
      ['cox', 'HELP.link_cox_breslow', 'Surv(dayslink, linkstatus) ~ treat + age + female + cesd'],
      ['cox', 'HELP.link_cox_efron', 'Surv(dayslink, linkstatus) ~ trt + age + female + cesd', help],
      ['cox', 'HELP.link_cox_trt', 'Surv(dayslink, linkstatus) ~ treat'],
      ['km', 'HELP.anysub_km', 'Surv(daysanysub, anysubstatus) ~ treat'],
      ['test', 'HELP.anysub_logrank', 'Surv(daysanysub, anysubstatus) ~ treat'],
      ['cox', 'HELP.anysub_cox', 'Surv(daysanysub, anysubstatus) ~ trt + age + female + homeless + substance', help],
      ['cox', 'HELP.anysub_cox_trt', 'Surv(daysanysub, anysubstatus) ~ treat'],
    ],
  },
  {
    file: 'HELPfull_selected.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'HELPfull.drink_km', 'Surv(DAYSDRINK, DRINKSTATUS) ~ GROUP', (row) => (row['TIME'] === 0 ? row : null)],
      [
        'test',
        'HELPfull.drink_logrank',
        'Surv(DAYSDRINK, DRINKSTATUS) ~ GROUP',
        (row) => (row['TIME'] === 0 ? row : null),
      ],
      ['cox', 'HELPfull.drink_cox', 'Surv(DAYSDRINK, DRINKSTATUS) ~ GROUP', (row) => (row['TIME'] === 0 ? row : null)],
    ],
  },
  {
    file: 'alda_cocaine_relapse_1.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['km', 'alda_cocaine_relapse_1.km', 'Surv(weeks, event) ~ 1', event],
      ['km', 'alda_cocaine_relapse_1.km_needle', 'Surv(weeks, censor == 0) ~ needle'],
      ['test', 'alda_cocaine_relapse_1.logrank_needle', 'Surv(weeks, 1 - censor) ~ needle'],
      ['cox', 'alda_cocaine_relapse_1.cox_needle', 'Surv(weeks, 1 - censor) ~ needle'],
    ],
  },
  {
    file: 'alda_cocaine_relapse_2.csv',
    reference: 'reference_survival_addiction.json',
    ask: [
      ['cox', 'alda_cocaine_relapse_2.cox_modelA', 'Surv(days, event) ~ needle + base_mood', firstEvent],
      ['cox', 'alda_cocaine_relapse_2.cox_modelA_breslow', 'Surv(days, event) ~ needle + base_mood', firstEvent],
    ],
  },
  {
    file: 'alda_alcohol_relapse.csv',
    reference: 'reference_survival_addiction.json',
    ask: [['km', 'alda_alcohol_relapse.km', 'Surv(weeks, event) ~ 1', event]],
  },
  {
    file: 'stanford_jasa.csv',
    reference: 'reference_survival_classics.json',
    ask: [
      ['cox', 'stanford.naive_ever_transplanted', 'Surv(fut, ev) ~ ever', jasa],
      ...[30, 60].flatMap((day): Question[] => [
        ['test', `stanford.landmark_${day}.logrank`, 'Surv(t, ev) ~ g', landmark(day)],
        ['cox', `stanford.landmark_${day}.cox`, 'Surv(t, ev) ~ g', landmark(day)],
      ]),
    ],
  },
  {
    file: 'stanford_heart.csv',
    reference: 'reference_survival_classics.json',
    ask: [
      ['cox', 'stanford.time_dependent', 'Surv(start, stop, event) ~ transplant'],
      [
        'cox',
        'stanford.time_dependent_age_surgery_year',
        'Surv(start, stop, event) ~ age + surgery + year + transplant',
      ],
      ['cox', 'stanford.td_interaction', 'Surv(start, stop, event) ~ age * transplant + surgery + year'],
      ['cox', 'stanford.td_breslow', 'Surv(start, stop, event) ~ age + surgery + year + transplant'],
    ],
  },
  {
    file: 'bladder2.csv',
    reference: 'reference_survival_classics.json',
    ask: [
      [
        'cox',
        'bladder.first_event',
        'Surv(stop, event) ~ rx + size + number',
        (row) => (row['enum'] === 1 ? row : null),
      ],
      ['cox', 'bladder.wlw_strata', 'Surv(stop, event) ~ rx + size + number + strata(enum) + cluster(id)', wlw],
      ['cox', 'bladder.wlw_interaction', 'Surv(stop, event) ~ (rx + size + number) * strata(enum) + cluster(id)', wlw],
      ['cox', 'bladder.andersen_gill_robust', 'Surv(start, stop, event) ~ rx + size + number + cluster(id)'],
      ['cox', 'bladder.pwp_total', 'Surv(start, stop, event) ~ rx + size + number + strata(enum) + cluster(id)'],
      [
        'cox',
        'bladder.pwp_gap',
        'Surv(gap, event) ~ rx + size + number + strata(enum) + cluster(id)',
        (row) => ({ ...row, gap: n(row, 'stop') - n(row, 'start') }),
      ],
    ],
  },
  {
    file: 'ctn0094_people.csv',
    reference: 'reference_ctn0094.json',
    ask: [
      ...['ctnFiftyOne_2018', 'lee_2016', 'ctnNinetyFour_2023', 'schottenfeld_2008'].flatMap((d): Question[] => [
        ['km', `ctn0051.${d}.km`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['test', `ctn0051.${d}.logrank`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['cox', `ctn0051.${d}.cox_efron`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['cox', `ctn0051.${d}.cox_breslow`, 'Surv(t, e) ~ xr', xbot(`Rs?_${d}`)],
        ['cox', `ctn0051.${d}.cox_strat_site`, 'Surv(t, e) ~ xr + strata(site)', xbot(`Rs?_${d}`)],
      ]),
      ['test', 'ctn0051.dropout.logrank', 'Surv(t, e) ~ xr', xbot('Dr?_ctnNinetyFour_2023')],
      ['cox', 'ctn0051.dropout.cox_efron', 'Surv(t, e) ~ xr', xbot('Dr?_ctnNinetyFour_2023')],
      ...['Rs', 'Dr'].flatMap((kind): Question[] => [
        [
          'km',
          `ctn0027.${kind}T_ctnNinetyFour_2023.km`,
          'Surv(t, e) ~ arm',
          arm(27, 'Outpatient BUP', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'test',
          `ctn0027.${kind}T_ctnNinetyFour_2023.logrank`,
          'Surv(t, e) ~ arm',
          arm(27, 'Outpatient BUP', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'cox',
          `ctn0027.${kind}T_ctnNinetyFour_2023.cox_efron`,
          'Surv(t, e) ~ arm',
          arm(27, 'Outpatient BUP', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'test',
          `ctn0030.${kind}T_ctnNinetyFour_2023.logrank`,
          'Surv(t, e) ~ arm',
          arm(30, 'Outpatient BUP + EMM', `${kind}?_ctnNinetyFour_2023`),
        ],
        [
          'cox',
          `ctn0030.${kind}T_ctnNinetyFour_2023.cox_efron`,
          'Surv(t, e) ~ arm',
          arm(30, 'Outpatient BUP + EMM', `${kind}?_ctnNinetyFour_2023`),
        ],
      ]),
    ],
  },
  {
    file: 'HELPrct.csv',
    reference: 'reference_misc.json',
    ask: [
      ['cox', 'iptw_help.cox_unadjusted', 'Surv(daysanysub, anysubstatus) ~ sat', earlier],
      [
        'cox',
        'iptw_help.cox_adjusted',
        'Surv(daysanysub, anysubstatus) ~ sat + age + female + hl + substance + indtot + cesd',
        earlier,
      ],
    ],
  },
]
