export const messages = {
  title: '实验库',
  intro: '每个实验打开后即可运行。按空格键，然后观察。',
  size: '{rows} 行 · {network}',
  close: '关闭',
  entries: {
    'xor-symmetry': {
      title: 'XOR 与对称',
      watch: '两个隐藏单元的响应相同时，代价停在平台上；两者一旦分开，代价随即下降。',
    },
    'zero-initialization': {
      title: '零初始化',
      watch: '两个隐藏单元到最后一位都保持相等，因此代价不会低于 1/12，即单独一个单元所能达到的值。',
    },
    saturation: {
      title: '饱和',
      watch: '过大的初始权重把隐藏单元推向 ±1：斜率消失，代价几乎不动。Xavier 初始权重则能低得多。',
    },
    'learning-rate-too-large': {
      title: '学习率过大',
      watch: '学习率略高于极限 2/λmax：每次更新越冲越远。减半后代价便下降。',
    },
    'batch-noise': {
      title: '批量大小与噪声',
      watch: '每批两行时，代价在每次更新间跳动。运行中把批量大小改为 256：曲线变得平滑。',
    },
    momentum: {
      title: '动量',
      watch: '200 次更新后，代价约为不用动量时的五分之一。把动量设为 0，重新开始，再叠放两个运行。',
    },
    overfitting: {
      title: '过拟合',
      watch: '训练代价持续下降，验证代价却转而上升，超过原来的两倍。',
    },
    'l2-penalty': {
      title: '用 L2 惩罚抑制过拟合',
      watch: '同样的数据和初始权重，加上 0.01 的 L2 惩罚：最后的验证代价低得多。',
    },
    spirals: {
      title: '双螺旋',
      watch: '边界逐渐绕入两臂之间，直到几乎每个点都在自己的一侧。',
    },
    penguins: {
      title: '企鹅',
      watch: '由六列数据区分三个物种：几轮之后，留出的企鹅几乎都不会认错。',
    },
    digits: {
      title: '手写数字',
      watch: '8 × 8 的图像：15 轮之后，97 % 以上的留出数字读得正确。',
    },
    encoder: {
      title: '8-3-8 编码器',
      watch: '八个模式通过三个隐藏单元：网络自己找到一种编码，接近二进制。',
    },
  },
}
