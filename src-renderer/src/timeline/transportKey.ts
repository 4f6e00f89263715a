import type { InjectionKey } from 'vue'
import type { Transport } from './useTransport'

export const transportKey: InjectionKey<Transport> = Symbol('transport')
