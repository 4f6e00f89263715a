/** The words of menus and dialogs. A word that one language lacks does not compile. */
import type { MenuCommand } from './contract/ipc'
import type { MenuLanguage } from './settings'

export interface Words {
  menus: Record<'file' | 'edit' | 'view' | 'training' | 'window' | 'help' | 'openRecent', string>
  commands: Record<MenuCommand, string>
  roles: Record<
    | 'about'
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
  crashed: { message: string; detail: string; reload: string; quit: string }
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
    gallery: 'Experiments…',
    help: 'Chainrule Help',
    shortcuts: 'Keyboard Shortcuts',
    copyDiagnostics: 'Copy Diagnostics',
  },
  roles: {
    about: 'About Chainrule',
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
    message: 'The window stopped working several times.',
    detail: 'The last autosave is kept and is offered when the window is loaded again.',
    reload: 'Load Again',
    quit: 'Quit',
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
    gallery: '实验…',
    help: 'Chainrule 帮助',
    shortcuts: '键盘快捷键',
    copyDiagnostics: '复制诊断信息',
  },
  roles: {
    about: '关于 Chainrule',
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
    message: '窗口多次停止工作。',
    detail: '上一次自动保存仍在，重新加载窗口后可以恢复。',
    reload: '重新加载',
    quit: '退出',
  },
}

export const words: Record<MenuLanguage, Words> = { en: english, 'zh-CN': chinese }
