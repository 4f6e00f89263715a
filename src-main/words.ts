/** The words of menus and dialogs. A word that one language lacks does not compile. */
import type { MenuCommand, PageFailure } from './contract/ipc'
import type { MenuLanguage } from './settings'

export interface Words {
  menus: Record<'file' | 'edit' | 'view' | 'training' | 'window' | 'help' | 'openRecent', string>
  commands: Record<MenuCommand, string>
  roles: Record<
    | 'services'
    | 'hide'
    | 'hideOthers'
    | 'unhide'
    | 'quit'
    | 'close'
    | 'cut'
    | 'copy'
    | 'paste'
    | 'selectAll'
    | 'zoomIn'
    | 'zoomOut'
    | 'resetZoom'
    | 'togglefullscreen'
    | 'minimize'
    | 'zoom'
    | 'front'
    | 'toggleDevTools',
    string
  >
  noRecent: string
  clearRecent: string
  allFiles: string
  kinds: Record<'session' | 'experiment' | 'data' | 'weights', string>
  unsaved: {
    question: (name: string) => string
    detail: string
    save: string
    discard: string
    cancel: string
  }
  replace: { question: (name: string) => string; replace: string; cancel: string }
  crashed: {
    messages: Record<PageFailure, string>
    details: Record<PageFailure, string>
    reload: string
    quit: string
  }
  hung: { message: string; detail: string; wait: string; reload: string }
}

const kept: Record<MenuLanguage, string> = {
  en: 'The last recovery copy of unsaved work is kept, and is offered when the window is loaded again or at the next start.',
  'zh-CN': '未保存工作的最近一份恢复副本仍然保留，窗口重新加载后或下次启动时可以恢复。',
}

const english: Words = {
  menus: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    training: 'Training',
    window: 'Window',
    help: 'Help',
    openRecent: 'Open Recent',
  },
  commands: {
    new: 'New Experiment',
    open: 'Open…',
    openData: 'Open Data…',
    save: 'Save',
    saveAs: 'Save As…',
    export: 'Export…',
    undo: 'Undo',
    redo: 'Redo',
    showNetwork: 'Network',
    showBackprop: 'Backprop',
    showWeights: 'Weights',
    showCompare: 'Compare',
    showData: 'Data',
    toggleRail: 'Settings Rail',
    togglePanel: 'Side Panel',
    runOrPause: 'Run or Pause',
    step: 'Step',
    back: 'Step Back',
    newest: 'Go to the Newest Update',
    branch: 'Branch From Here',
    restart: 'Restart',
    gallery: 'Gallery…',
    help: 'Chainrule Help',
    shortcuts: 'Keyboard Shortcuts',
    commands: 'Commands…',
    preferences: 'Preferences…',
    about: 'About Chainrule',
    copyDiagnostics: 'Copy Diagnostics',
  },
  roles: {
    services: 'Services',
    hide: 'Hide Chainrule',
    hideOthers: 'Hide Others',
    unhide: 'Show All',
    quit: 'Quit',
    close: 'Close Window',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    resetZoom: 'Actual Size',
    togglefullscreen: 'Full Screen',
    minimize: 'Minimize',
    zoom: 'Zoom',
    front: 'Bring All to Front',
    toggleDevTools: 'Developer Tools',
  },
  noRecent: 'No recent files',
  clearRecent: 'Clear Recent',
  allFiles: 'All files',
  kinds: { session: 'Chainrule session', experiment: 'Experiment', data: 'Data', weights: 'Weights' },
  unsaved: {
    question: (name) => `Save the changes to “${name}”?`,
    detail: 'Changes that are not saved are lost when the window closes.',
    save: 'Save',
    discard: 'Don’t Save',
    cancel: 'Cancel',
  },
  replace: {
    question: (name) => `“${name}” exists already. Replace it?`,
    replace: 'Replace',
    cancel: 'Cancel',
  },
  crashed: {
    messages: {
      outOfMemory: 'The window ran out of memory, after several failures within five minutes.',
      killed: 'The window was ended from outside, after several failures within five minutes.',
      crashed: 'The window stopped working several times within five minutes.',
      notStarted: 'The window could not be started, after several attempts.',
      hung: 'The window stopped answering several times within five minutes.',
    },
    details: {
      outOfMemory: `${kept.en} Close other programs first, or restore it and choose a smaller network, batch or data set.`,
      killed: `${kept.en} The system or another program ended it, as happens when memory runs short.`,
      crashed: kept.en,
      notStarted: `${kept.en} Starting Chainrule again, or the computer, may help.`,
      hung: kept.en,
    },
    reload: 'Load Again',
    quit: 'Quit',
  },
  hung: {
    message: 'The window does not answer.',
    detail: `It may answer again if you wait. ${kept.en}`,
    wait: 'Wait',
    reload: 'Load Again',
  },
}

const chinese: Words = {
  menus: {
    file: '文件',
    edit: '编辑',
    view: '视图',
    training: '训练',
    window: '窗口',
    help: '帮助',
    openRecent: '最近打开',
  },
  commands: {
    new: '新建实验',
    open: '打开…',
    openData: '打开数据…',
    save: '保存',
    saveAs: '另存为…',
    export: '导出…',
    undo: '撤销',
    redo: '重做',
    showNetwork: '网络',
    showBackprop: '反向传播',
    showWeights: '权重',
    showCompare: '比较',
    showData: '数据',
    toggleRail: '设置栏',
    togglePanel: '侧面板',
    runOrPause: '运行或暂停',
    step: '前进一步',
    back: '后退一步',
    newest: '回到最新的更新',
    branch: '从此处分支',
    restart: '重新开始',
    gallery: '实验库…',
    help: 'Chainrule 帮助',
    shortcuts: '键盘快捷键',
    commands: '命令…',
    preferences: '偏好设置…',
    about: '关于 Chainrule',
    copyDiagnostics: '复制诊断信息',
  },
  roles: {
    services: '服务',
    hide: '隐藏 Chainrule',
    hideOthers: '隐藏其他',
    unhide: '全部显示',
    quit: '退出',
    close: '关闭窗口',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    zoomIn: '放大',
    zoomOut: '缩小',
    resetZoom: '实际大小',
    togglefullscreen: '全屏',
    minimize: '最小化',
    zoom: '缩放',
    front: '全部置于顶层',
    toggleDevTools: '开发者工具',
  },
  noRecent: '没有最近的文件',
  clearRecent: '清除最近的文件',
  allFiles: '所有文件',
  kinds: { session: 'Chainrule 会话', experiment: '实验', data: '数据', weights: '权重' },
  unsaved: {
    question: (name) => `是否保存对“${name}”的更改？`,
    detail: '关闭窗口后，未保存的更改将丢失。',
    save: '保存',
    discard: '不保存',
    cancel: '取消',
  },
  replace: {
    question: (name) => `“${name}”已存在。是否替换？`,
    replace: '替换',
    cancel: '取消',
  },
  crashed: {
    messages: {
      outOfMemory: '窗口在五分钟内多次出错，这一次是内存不足。',
      killed: '窗口在五分钟内多次出错，这一次是被外部结束。',
      crashed: '窗口在五分钟内多次停止工作。',
      notStarted: '多次尝试后，窗口仍无法启动。',
      hung: '窗口在五分钟内多次停止响应。',
    },
    details: {
      outOfMemory: `${kept['zh-CN']}请先关闭其他程序，或在恢复后改用更小的网络、批或数据集。`,
      killed: `${kept['zh-CN']}它被系统或其他程序结束，内存不足时会发生这种情况。`,
      crashed: kept['zh-CN'],
      notStarted: `${kept['zh-CN']}重新启动 Chainrule 或计算机可能有所帮助。`,
      hung: kept['zh-CN'],
    },
    reload: '重新加载',
    quit: '退出',
  },
  hung: {
    message: '窗口没有响应。',
    detail: `等待片刻，它可能会恢复响应。${kept['zh-CN']}`,
    wait: '等待',
    reload: '重新加载',
  },
}

export const words: Record<MenuLanguage, Words> = { en: english, 'zh-CN': chinese }
