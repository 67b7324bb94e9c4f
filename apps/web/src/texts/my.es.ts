import holdOn from '../../../../content/es/exercises/hold-on-to-the-room.json' with { type: 'json' }
import rideTheWave from '../../../../content/es/exercises/ride-the-wave.json' with { type: 'json' }
import slowBreath from '../../../../content/es/exercises/slow-breath.json' with { type: 'json' }
import wave from '../../../../content/es/screens/my-wave.json' with { type: 'json' }

export const texts = {
  'my-wave': wave,
  exercises: { 'hold-on-to-the-room': holdOn, 'ride-the-wave': rideTheWave, 'slow-breath': slowBreath },
}
