/** Everything the command list offers, from all rooms of the window; it comes when the list is first opened. */
import type { Composer } from 'vue-i18n'
import { exportFormatNames } from '../../src-worker/protocol/exports'
import { articles } from './guide/help/articles'
import { topicGroups, type HelpTopic } from './guide/help/topics'
import type { StageName } from './guide/galleryEntries'
import { commandGroups, groupOfAction, type Command, type Reason } from './guide/commands/command'
import type { OpenGalleryFile } from './guide/openGalleryFile'
import { readGallery, writeGalleryFile } from './guide/readGallery'
import { windowShortcuts, type WindowCommand } from './guide/shortcuts'
import type { Host } from './host/Host'
import type { Documents } from './files/useDocuments'
import { languageChoices, notationChoices, themeChoices } from './settings/choices'
import { useSettings } from './settings/useSettings'
import type { Transport } from './timeline/useTransport'
import type { ExperimentEditor } from './trainer/experimentDraft'
import { refuseLocked } from './trainer/lockedChanges'
import type { Trainer } from './trainer/trainer'
import type { ClassroomRules } from './trainer/useClassroom'
import { railSections, type RailSectionName } from './training/railSections'
import { formatCount } from './ui/formatNumber'

export interface CommandParts {
  t: Composer['t']
  host: Host
  trainer: Trainer
  editor: ExperimentEditor
  transport: Transport
  classroom: ClassroomRules
  documents: Documents
  actions: Record<WindowCommand, () => void>
  openFromGallery: OpenGalleryFile
  openSection: (name: RailSectionName) => void
  showTopic: (topic: HelpTopic) => void
  startTour: () => void
  rename: () => void
  showNotes: () => void
  importWeights: () => void
  certify: () => void
}

/** Those of a group stand together. */
export async function listCommands(parts: CommandParts): Promise<Command[]> {
  const all = [
    ...listActions(parts),
    ...listFileCommands(parts),
    ...listSections(parts),
    ...(await listRecent(parts)),
    ...listExports(parts),
    ...listGallery(parts),
    ...listMoments(parts),
    ...listPreferences(),
    ...listHelp(parts),
  ]
  return commandGroups.flatMap((group) => all.filter((command) => command.group === group))
}

/** All but the list itself. */
function listActions({ actions, editor, ...others }: CommandParts): Command[] {
  const reasons = listReasons({ actions, editor, ...others })
  const names = Object.keys(groupOfAction) as (keyof typeof groupOfAction)[]
  const changes = { undo: editor.undoFields, redo: editor.redoFields }
  return names.map((name) => ({
    id: name,
    group: groupOfAction[name],
    title: (t) => {
      const field = name === 'undo' || name === 'redo' ? changes[name].value?.[0] : undefined
      return field === undefined
        ? t(`helpKeys.actions.${name}`)
        : t(`files.${name}Named`, { name: t(`files.fields.${field}`) })
    },
    shortcut: name in windowShortcuts ? (name as keyof typeof windowShortcuts) : undefined,
    reason: reasons[name],
    run: actions[name],
  }))
}

const stageOf = {
  showData: 'data',
  showNetwork: 'network',
  showBackprop: 'backprop',
  showWeights: 'weights',
  showCompare: 'compare',
} as const satisfies Partial<Record<WindowCommand, StageName>>

type Reasons = Partial<Record<WindowCommand, () => Reason | null>>

function listReasons({ trainer, transport, editor, classroom }: CommandParts): Reasons {
  const hasRun = (): Reason | null => (trainer.run.value === null ? 'noRun' : null)
  const canStep = (): Reason | null => {
    if (trainer.run.value === null) return 'noRun'
    if (transport.running.value) return 'running'
    return transport.ready.value ? null : 'diverged'
  }
  const canGoBack = (): Reason | null => {
    if (trainer.run.value === null) return 'noRun'
    if (transport.running.value) return 'running'
    return transport.canGoBack.value ? null : 'atStart'
  }
  const isPast = (): Reason | null => hasRun() ?? (transport.past.value ? null : 'newest')
  const stages = Object.entries(stageOf).map(([name, stage]) => [
    name,
    (): Reason | null => (classroom.isShown(stage) ? null : 'hidden'),
  ])
  return {
    ...(Object.fromEntries(stages) as Reasons),
    openData: () => (classroom.isShown('data') ? null : 'hidden'),
    runOrPause: () => (transport.running.value ? hasRun() : canStep()),
    step: canStep,
    stepOther: canStep,
    back: canGoBack,
    backOther: canGoBack,
    newest: isPast,
    branch: () => isPast() ?? (editor.staged.value ? 'staged' : null),
    restart: hasRun,
    save: hasRun,
    saveAs: hasRun,
    export: () => hasRun() ?? (classroom.isLocked('exports') ? 'locked' : null),
    undo: () => (editor.undoFields.value !== null ? null : editor.undoLocked.value ? 'locked' : 'nothing'),
    redo: () => (editor.redoFields.value !== null ? null : editor.redoLocked.value ? 'locked' : 'nothing'),
  }
}

function listFileCommands(parts: CommandParts): Command[] {
  const { trainer, classroom } = parts
  const hasRun = (): Reason | null => (trainer.run.value === null ? 'noRun' : null)
  return [
    {
      id: 'rename',
      group: 'files',
      title: (t) => t('helpKeys.actions.rename'),
      shortcut: 'rename',
      run: parts.rename,
    },
    { id: 'notes', group: 'files', title: (t) => t('notes.menu'), reason: hasRun, run: parts.showNotes },
    {
      id: 'importWeights',
      group: 'files',
      title: (t) => t('weightsIn.menu'),
      reason: () => hasRun() ?? (classroom.isLocked('start') ? 'locked' : null),
      run: parts.importWeights,
    },
  ]
}

const listSections = ({ openSection }: CommandParts): Command[] =>
  railSections.map(({ name }) => ({
    id: `section ${name}`,
    group: 'sections',
    title: (t) => t(`training.sections.${name}`),
    run: () => openSection(name),
  }))

async function listRecent({ host, documents }: CommandParts): Promise<Command[]> {
  const reply = await host.listRecent()
  if (!reply.ok) return []
  return reply.value.map(({ id, name }) => ({
    id: `recent ${id}`,
    group: 'recent',
    title: () => name,
    run: () => void documents.openRecent(id),
  }))
}

function listExports({ trainer, classroom, documents, certify }: CommandParts): Command[] {
  const hasRun = (): Reason | null => (trainer.run.value === null ? 'noRun' : null)
  return [
    ...exportFormatNames.map((format): Command => ({
      id: `export ${format}`,
      group: 'exports',
      title: (t) => t(`files.formats.${format}`),
      reason: () => hasRun() ?? (classroom.isLocked('exports') ? 'locked' : null),
      run: () => void documents.exportAs(format),
    })),
    {
      id: 'certificate',
      group: 'exports',
      title: (t) => t('certificate.menu'),
      reason: hasRun,
      run: certify,
    },
  ]
}

const listGallery = ({ t, openFromGallery }: CommandParts): Command[] =>
  readGallery().map((item) => ({
    id: `gallery ${item.name}`,
    group: 'gallery',
    title: (say) => say(`helpGallery.entries.${item.name}.title`),
    run: () =>
      void openFromGallery(writeGalleryFile(item, t(`helpGallery.entries.${item.name}.title`)), item.stage),
  }))

/** Other runs of the session, and the marks of the open one. */
function listMoments({ trainer, editor, transport, documents }: CommandParts): Command[] {
  const runs = trainer.runs.value.filter(({ open }) => !open)
  return [
    ...runs.map(({ number, name, experiment }): Command => ({
      id: `run ${number}`,
      group: 'runs',
      title: (t) => name || t('timeline.runNumber', { number }),
      reason: () => {
        if (refuseLocked(trainer.run.value?.experiment, experiment) !== null) return 'locked'
        return editor.staged.value ? 'staged' : null
      },
      run: () => void documents.openRun(number),
    })),
    ...(trainer.run.value?.bookmarks ?? []).map(({ update, note }): Command => ({
      id: `bookmark ${update}`,
      group: 'bookmarks',
      title: (t) => note || t('timeline.bookmarkAt', { update: formatCount(update) }),
      run: () => transport.goTo(update),
    })),
  ]
}

function listPreferences(): Command[] {
  const { theme, languageChoice, notation, fractions } = useSettings()
  return [
    ...themeChoices.map((choice): Command => ({
      id: `theme ${choice}`,
      group: 'preferences',
      title: (t) => t('settings.theme', { name: t(`settings.themes.${choice}`) }),
      checked: () => theme.value === choice,
      run: () => (theme.value = choice),
    })),
    ...languageChoices.map((choice): Command => ({
      id: `language ${choice}`,
      group: 'preferences',
      title: (t) => t('settings.language', { name: t(`settings.languages.${choice}`) }),
      checked: () => languageChoice.value === choice,
      run: () => (languageChoice.value = choice),
    })),
    ...notationChoices.map((choice): Command => ({
      id: `notation ${choice}`,
      group: 'preferences',
      title: (t) => t('helpPreferences.notationIs', { name: t(`helpPreferences.notations.${choice}`) }),
      checked: () => notation.value === choice,
      run: () => (notation.value = choice),
    })),
    {
      id: 'fractions',
      group: 'preferences',
      title: (t) => t('helpPreferences.fractions'),
      checked: () => fractions.value,
      run: () => (fractions.value = !fractions.value),
    },
  ]
}

const listHelp = ({ showTopic, startTour }: CommandParts): Command[] => [
  ...(Object.values(topicGroups).flat() as HelpTopic[])
    // The sheet of shortcuts is a command of its own.
    .filter((topic) => topic !== 'keys')
    .map((topic): Command => ({
      id: `help ${topic}`,
      group: 'help',
      title: (t) => t(articles[topic].title),
      run: () => showTopic(topic),
    })),
  { id: 'tour', group: 'help', title: (t) => t('helpMath.tour'), run: startTour },
]
