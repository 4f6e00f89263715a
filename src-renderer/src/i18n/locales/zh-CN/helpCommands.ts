export const messages = {
  title: '命令',
  what: '没有窗口的同一个实验室，数值相同。文件可以写作 -，表示从标准输入读取实验。',
  lines: {
    train: '训练一个实验。--weights 文件 从文件中的权重开始；--orientation 说明其矩阵的方向。',
    resume: '继续一个保存的会话，再做若干次更新。',
    sweep: '用若干种子训练设置的每种组合；见“扫描”。',
    trace: '打印一次更新的全部张量：JSON，或 LaTeX 文档、用于核对的 NumPy 程序、表格。',
    check: '把全部参数的梯度与中心差分相比。',
    export: '把会话的一种导出写入文件。',
    certify: '打印运行的代码，以及决定它的各项的摘要；--compare 说明与另一个运行有何不同。',
    info: '说明会话中有什么，并核对摘要。',
    bench: '测量这台机器训练的速度。',
  },
  results:
    'train 在 --out 的文件夹中写入 session.chainrule、weights.json、weights.npz、history.csv 和 cost.svg。',
  json: '加上 --json，每个命令在标准输出打印一个 JSON 对象；进度写到标准错误。退出码：',
  codes: {
    c0: '完成',
    c1: '检验未通过、运行发散，或与所比较的不是同一个运行',
    c2: '输入无法使用',
    c130: '被中断',
  },
  sweepsTitle: '扫描',
  sweepsWhat:
    '扫描训练至多三个设置的每种组合，每种组合用若干种子，并行的运行数与核数相同。每个运行的数与单独运行逐比特相同。',
  sweepLines: {
    grid: '五个种子的网格。随后文件夹中有 sweep.csv、heat-map.svg 和 curves.svg。',
    target: '加上达到某一准确率（只写数字则为代价）所用的更新数和轮数。',
    random: '从线性或对数的范围中抽取组合；--seed 选择另一组。',
    list: '打印各个实验，每行一个，而不训练：用于多台机器。',
    collect: '汇集文件夹中已有的结果；加上 --list 则打印缺少的。',
  },
  sweepsPlaces: '设置按其在实验中的位置命名，例如 network.layers[0].units。值为 JSON，或直接写名称。',
  sweepsResume:
    '每个结果一出来就保存。中断之后，或增加取值之后，同一命令只做缺少的部分。--jobs 设定并行的运行数。',
  sweepsWindow: '在窗口中，“比较”以实时热图提供同样的扫描；任一格都可作为运行打开。',
}
