import type { ContactRow } from '@cairn/simulation/meeting-rows.ts'
import type { Language } from '@cairn/simulation/person-rows.ts'
import { chance, pick } from '@cairn/simulation/random-choices.ts'
import type { Random } from '@cairn/statistics/random/random.ts'

type Work = ContactRow['workedOn'][number]

/** Lines that a mentor may have written and the person may read: plain, warm, about the week; nothing clinical. */
const LINES: Record<Language, Record<Work, readonly string[]>> = {
  en: {
    plan: [
      'We looked at your plan and picked one small thing for this week.',
      'Two steps are done. You did that.',
      'We made the next step smaller, so that it fits your week.',
    ],
    triggers: [
      'You named the hard hour of the day. We found two things to do in it.',
      'We talked about payday and who you will call.',
      'You told me what helps when it gets loud. I wrote it down for you.',
    ],
    health: [
      'You called the clinic. That took courage.',
      'We talked about sleep, and about walking after supper.',
      'You have your next appointment and a ride to it.',
    ],
    housing: [
      'We filled in the housing form together.',
      'You asked your cousin about the room. Good news for now.',
      'We read the letter from the landlord together.',
    ],
    work: [
      'We practiced what to say on the phone about the job.',
      'Two shifts this week. You were on time for both.',
      'We wrote down what you are good at. It was a long list.',
    ],
    family: [
      'You called your sister. It went better than you thought.',
      'We planned a quiet Sunday with the kids.',
      'You told your mother what you need from her.',
    ],
    listening: [
      'It was a heavy week. I am glad that you came.',
      'We sat by the river and talked. No plan today, and that is fine.',
      'You laughed about the bus. It was good to hear.',
    ],
  },
  es: {
    plan: [
      'Miramos tu plan y elegimos una cosa pequeña para esta semana.',
      'Ya hay dos pasos hechos. Eso lo lograste tú.',
      'Hicimos más pequeño el próximo paso, para que quepa en tu semana.',
    ],
    triggers: [
      'Dijiste cuál es la hora difícil del día. Pensamos en dos cosas para ese rato.',
      'Hablamos del día de pago y de a quién vas a llamar.',
      'Me contaste qué te ayuda cuando todo pesa. Lo anoté para ti.',
    ],
    health: [
      'Llamaste a la clínica. Eso pide valor.',
      'Hablamos del sueño y de caminar después de cenar.',
      'Ya tienes tu próxima cita y quién te lleva.',
    ],
    housing: [
      'Llenamos las hojas para la vivienda.',
      'Le preguntaste a tu prima por el cuarto. Por ahora, buenas noticias.',
      'Leímos la carta del dueño de la casa.',
    ],
    work: [
      'Practicamos qué decir por teléfono sobre el trabajo.',
      'Dos turnos esta semana, y llegaste a tiempo a los dos.',
      'Escribimos las cosas que te salen bien. Fue una lista larga.',
    ],
    family: [
      'Llamaste a tu hermana. Salió mejor de lo que pensabas.',
      'Planeamos un domingo tranquilo en familia.',
      'Le dijiste a tu mamá lo que necesitas de ella.',
    ],
    listening: [
      'Fue una semana pesada. Me alegra que hayas venido.',
      'Nos sentamos junto al río a hablar. Hoy sin plan, y está bien.',
      'Te reíste de lo del autobús. Qué gusto oírte.',
    ],
  },
}

const NEXT_STEPS: Record<Language, readonly string[]> = {
  en: [
    'Call the clinic on Monday morning.',
    'Walk to the library once.',
    'Go to the Tuesday group and just listen.',
    'Put the phone in the kitchen at night.',
    'Ask about the morning shift.',
  ],
  es: [
    'Llamar a la clínica el lunes por la mañana.',
    'Caminar una vez hasta la biblioteca.',
    'Ir al grupo del martes y solo escuchar.',
    'Dejar el teléfono en la cocina de noche.',
    'Preguntar por el turno de la mañana.',
  ],
}

const PLACES: Record<Language, readonly string[]> = {
  en: ['Café on Mill Street', 'Riverbend office', 'The park by the river', 'Library'],
  es: ['Café de la calle Mill', 'Oficina de Riverbend', 'El parque junto al río', 'Biblioteca'],
}

const ABOUT: Record<Language, readonly string[]> = {
  en: [
    'I have walked this road for a while. I like coffee, long walks and honest talk.',
    'I am a parent and I fix old radios. We can start by just talking.',
    'I remember my first month well. We go at your pace.',
    'I work nights, so I am awake when others are not. I listen first.',
  ],
  es: [
    'Llevo un tiempo en este camino. Me gustan el café, caminar y hablar claro.',
    'Tengo hijos y arreglo radios viejos. Podemos empezar por platicar.',
    'Me acuerdo bien de mi primer mes. Vamos a tu paso.',
    'Trabajo de noche, así que a esas horas contesto. Primero escucho.',
  ],
}

const HOURS: Record<Language, readonly string[]> = {
  en: ['Monday to Friday, 5 to 9 pm', 'Weekdays, 9 am to noon, and Saturday mornings', 'Every day, 10 am to 6 pm'],
  es: [
    'De lunes a viernes, de 5 a 9 de la noche',
    'Entre semana de 9 a 12, y los sábados por la mañana',
    'Todos los días de 10 a 6',
  ],
}

/** The line of one talk, or null: most talks need no line. */
export function lineOf(random: Random, language: Language, workedOn: readonly Work[]): string | null {
  if (!chance(random, 0.7)) return null
  return pick(random, LINES[language][workedOn.length > 0 ? pick(random, workedOn) : 'listening'])
}

export const nextStepOf = (random: Random, language: Language): string | null =>
  chance(random, 0.35) ? pick(random, NEXT_STEPS[language]) : null
export const placeOf = (random: Random, language: Language): string => pick(random, PLACES[language])
export const aboutOf = (random: Random, language: Language): string => pick(random, ABOUT[language])
export const hoursOf = (random: Random, language: Language): string => pick(random, HOURS[language])

/** What mentors bring to supervision: about their own work, never a record about somebody. */
export const BROUGHT: Record<Language, readonly string[]> = {
  en: [
    'How do I end a call that goes on past my hours?',
    'I would like to practice asking about return to use.',
    'Two people at once had a hard week. I am tired, and fine.',
  ],
  es: [
    '¿Cómo termino una llamada que pasa de mi horario?',
    'Quiero practicar cómo preguntar por el consumo.',
    'Dos personas tuvieron una semana dura. Siento cansancio, y estoy bien.',
  ],
}
