/** Every batch that was run, and what it saved. */
export const history = {
  title: 'History',
  runs: 'Past runs',
  emptyTitle: 'No runs yet',
  empty:
    'Every batch you run is kept here with what it saved, so that you can look it up or export a report.',
  imagesOf: 'Images of {{name}}',
  noSuchImage: 'There is no such image in this run.',
  loading: 'Loading…',
  foot: '{{moment}}, {{time}}, recipe {{recipe}}',
  imagesIn: '{{images}} in {{time}}',
  failed: '{{n}} failed',
}
