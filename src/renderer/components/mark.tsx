/** Whittle's mark: a blade's stroke that lifts a curl of wood. */
export function Mark({ className }: { readonly className?: string | undefined }): React.JSX.Element {
  return (
    <svg viewBox="0 0 32 32" fill="none" className={className} role="img" aria-label="Whittle">
      <path
        d="M3.5 26.5h13.2c7 0 11.8-4.6 11.8-10.9S24 4.8 18.4 4.8 8.9 8.7 8.9 13.6s3.6 7.9 7.8 7.9 6.7-2.7 6.7-6-2.2-5.1-4.7-5.1-3.8 1.5-3.8 3.4"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
