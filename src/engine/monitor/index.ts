export { type AdmissionControl as Admission, type AdmissionOptions, createAdmission } from './admission.ts'
export { createSampler, type SamplerOptions } from './sampler.ts'
