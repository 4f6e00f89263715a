export const messages = {
  stages: '视图',
  data: '数据',
  network: '网络',
  backprop: '反向传播',
  weights: '权重',
  compare: '比较',
  experiment: '实验',
  sections: '实验的各部分',
  sidePanel: '侧面板',
  panelShows: '侧面板显示',
  cell: '显微镜',
  charts: '图表',
}
