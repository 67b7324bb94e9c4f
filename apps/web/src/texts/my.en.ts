import holdOn from '../../../../content/en/exercises/hold-on-to-the-room.json' with { type: 'json' }
import rideTheWave from '../../../../content/en/exercises/ride-the-wave.json' with { type: 'json' }
import slowBreath from '../../../../content/en/exercises/slow-breath.json' with { type: 'json' }
import wave from '../../../../content/en/screens/my-wave.json' with { type: 'json' }

export const texts = {
  'my-wave': wave,
  exercises: { 'hold-on-to-the-room': holdOn, 'ride-the-wave': rideTheWave, 'slow-breath': slowBreath },
}
