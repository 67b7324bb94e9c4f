import type { Language } from './program-rows.ts'

/** Given names by language and gender, and family names; people made of them are invented. */
export const GIVEN_NAMES: Record<Language, Record<'woman' | 'man', readonly string[]>> = {
  en: {
    woman: ['Dana', 'Maya', 'June', 'Tess', 'Carol', 'Nora', 'Ivy', 'Ruth', 'Hazel', 'Kim', 'Joan', 'Bree', 'Lena', 'Gwen', 'Opal', 'Faye', 'Robin', 'Stacy', 'Tanya', 'Vera', 'Ada', 'Beth', 'Cleo', 'Della'],
    man: ['Sam', 'Leon', 'Walt', 'Andre', 'Curtis', 'Owen', 'Frank', 'Ray', 'Theo', 'Marcus', 'Dale', 'Eli', 'Grant', 'Ian', 'Jesse', 'Kurt', 'Lou', 'Mick', 'Ned', 'Otis', 'Pete', 'Reggie', 'Troy', 'Wes'],
  },
  es: {
    woman: ['Rosa', 'Lucía', 'Marisol', 'Carmen', 'Elena', 'Pilar', 'Ximena', 'Yolanda', 'Alma', 'Beatriz', 'Inés', 'Graciela', 'Noemí', 'Paloma', 'Rocío', 'Teresa'],
    man: ['Mateo', 'Luis', 'Javier', 'Ramón', 'Andrés', 'Tomás', 'Héctor', 'Óscar', 'Raúl', 'Julián', 'Emilio', 'Chema', 'Nicolás', 'Pablo', 'Rubén', 'Saúl'],
  },
}

export const FAMILY_NAMES: Record<Language, readonly string[]> = {
  en: ['Abbott', 'Barlow', 'Cole', 'Dunn', 'Ellis', 'Foster', 'Greene', 'Hollis', 'Irwin', 'Jarvis', 'Keller', 'Lowe', 'Mercer', 'Nash', 'Oakley', 'Pruitt', 'Quinn', 'Rhodes', 'Sutton', 'Tate', 'Underhill', 'Vance', 'Walsh', 'Yates'],
  es: ['Aguilar', 'Barrios', 'Castaño', 'Delgado', 'Escobedo', 'Figueroa', 'Galindo', 'Huerta', 'Ibarra', 'Juárez', 'Lozano', 'Montes', 'Navarro', 'Ochoa', 'Palacios', 'Quintero', 'Rentería', 'Salas', 'Tovar', 'Villaseñor', 'Zamora'],
}
