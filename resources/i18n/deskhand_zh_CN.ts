<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Write</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Run the panel</source>
        <translation>运行当前面板</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Show the shortcuts</source>
        <translation>显示快捷键</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>AlternativesPopup</name>
    <message>
        <source>from your memory, {percent} % alike</source>
        <translation>来自翻译记忆，相似度 {percent}%</translation>
    </message>
    <message>
        <source>from your memory, with the numbers of this sentence</source>
        <translation>来自翻译记忆，已换成本句的数字</translation>
    </message>
    <message>
        <source>Other ways to say it</source>
        <translation>其他译法</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The whole sentence</source>
        <translation>整句译法</translation>
    </message>
    <message>
        <source>Instead of “{word}”</source>
        <translation>替换“{word}”</translation>
    </message>
    <message>
        <source>Instead of this word</source>
        <translation>替换这个词</translation>
    </message>
    <message>
        <source>No other word fits here.</source>
        <translation>这里没有其他合适的词。</translation>
    </message>
    <message>
        <source>Looking for other words…</source>
        <translation>正在查找其他词…</translation>
    </message>
    <message>
        <source>Looking for other ways…</source>
        <translation>正在查找其他译法…</translation>
    </message>
    <message>
        <source>Enter takes it; the text before it stays.</source>
        <translation>按回车键采用；前面的文字保持不变。</translation>
    </message>
    <message>
        <source>Enter puts it in the place of the sentence.</source>
        <translation>按回车键替换该句。</translation>
    </message>
    <message>
        <source>Neither model nor memory has another way to say it.</source>
        <translation>模型和翻译记忆都没有其他译法。</translation>
    </message>
</context>
<context>
    <name>BackTranslation</name>
    <message>
        <source>Back into {language}</source>
        <translation>回译成{language}</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>Translated back</source>
        <translation>回译</translation>
    </message>
    <message>
        <source>A difference is a reason to look twice: the model may err on either way.</source>
        <translation>如有差异请再看一遍：模型在来回两个方向都可能出错。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
</context>
<context>
    <name>CheckedSentences</name>
    <message>
        <source>{count} sentences marked as checked</source>
        <translation>已将 {count} 句标为已检查</translation>
    </message>
    <message>
        <source>1 sentence marked as checked</source>
        <translation>已将 1 句标为已检查</translation>
    </message>
</context>
<context>
    <name>Closing</name>
    <message>
        <source>Deskhand is still working.</source>
        <translation>Deskhand 还在工作。</translation>
    </message>
    <message>
        <source>Stop the work and quit?</source>
        <translation>要停止工作并退出吗？</translation>
    </message>
    <message>
        <source>Stop and quit</source>
        <translation>停止并退出</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>继续工作</translation>
    </message>
    <message>
        <source>There is text that was not saved.</source>
        <translation>有文字还没有保存。</translation>
    </message>
    <message>
        <source>Quit and lose it?</source>
        <translation>要退出并放弃这些文字吗？</translation>
    </message>
    <message>
        <source>Quit without saving</source>
        <translation>不保存就退出</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>This is a fault in Deskhand, not in what you did. Your text is untouched and you can go on working. If you report the fault, please send what stands below. It says where in the program the fault happened and holds nothing of your text.</source>
        <translation>这是 Deskhand 自身的故障，不是您的操作有误。您的文字没有受到影响，可以继续工作。如要反馈此故障，请附上下面的报告：它只说明故障发生在程序的什么地方，不包含您的任何文字。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Device</name>
    <message>
        <source>Best available</source>
        <translation>自动选择最佳</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>显卡（CUDA）</translation>
    </message>
    <message>
        <source>Graphics card (DirectML)</source>
        <translation>显卡（DirectML）</translation>
    </message>
    <message>
        <source>Apple cores (Core ML)</source>
        <translation>Apple 核心（Core ML）</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>{work}: {device}</source>
        <translation>{work}：{device}</translation>
    </message>
    <message>
        <source>{device}, {why}</source>
        <translation>{device}，{why}</translation>
    </message>
    <message>
        <source>two ONNX Runtimes installed</source>
        <translation>安装了两个 ONNX Runtime</translation>
    </message>
    <message>
        <source>not in the installed package</source>
        <translation>已安装的程序包不支持</translation>
    </message>
    <message>
        <source>not on this system</source>
        <translation>不适用于此系统</translation>
    </message>
    <message>
        <source>no NVIDIA driver</source>
        <translation>没有 NVIDIA 驱动程序</translation>
    </message>
    <message>
        <source>no such graphics card</source>
        <translation>没有这块显卡</translation>
    </message>
    <message>
        <source>the driver is too old</source>
        <translation>驱动程序太旧</translation>
    </message>
    <message>
        <source>{file} not found</source>
        <translation>找不到 {file}</translation>
    </message>
    <message>
        <source>the graphics card did not start</source>
        <translation>显卡未能启动</translation>
    </message>
    <message>
        <source>the graphics card is full</source>
        <translation>显存已满</translation>
    </message>
    <message>
        <source>the graphics card gave up</source>
        <translation>显卡中途出错</translation>
    </message>
    <message>
        <source>No graphics card that models can use.</source>
        <translation>没有可供模型使用的显卡。</translation>
    </message>
    <message>
        <source>It is what you asked for.</source>
        <translation>与您的选择一致。</translation>
    </message>
    <message>
        <source>No NVIDIA driver was found.</source>
        <translation>没有找到 NVIDIA 驱动程序。</translation>
    </message>
    <message>
        <source>This is an 8-bit model, which runs faster on the processor.</source>
        <translation>这是 8 位模型，在处理器上运行更快。</translation>
    </message>
    <message>
        <source>The last check found the processor faster, or the card wrong.</source>
        <translation>上次检测发现处理器更快，或显卡的结果有误。</translation>
    </message>
    <message>
        <source>To use the card all the same, choose it in the settings.</source>
        <translation>如果仍要使用显卡，请在设置中选择它。</translation>
    </message>
    <message>
        <source>If this computer has an NVIDIA card, install its newest driver and start Deskhand again. Else choose “Best available” in the settings.</source>
        <translation>如果这台计算机有 NVIDIA 显卡，请安装其最新的驱动程序，然后重新启动 Deskhand。否则请在设置中选择“自动选择最佳”。</translation>
    </message>
    <message>
        <source>Install the newest driver of your NVIDIA card and start Deskhand again.</source>
        <translation>请安装最新的 NVIDIA 显卡驱动程序，然后重新启动 Deskhand。</translation>
    </message>
    <message>
        <source>Choose another card in the settings.</source>
        <translation>请在设置中选择另一块显卡。</translation>
    </message>
    <message>
        <source>Choose another device in the settings.</source>
        <translation>请在设置中选择其他设备。</translation>
    </message>
    <message>
        <source>Close what else uses the card, or choose a smaller model or precision. Unload the model and run it again to try the card anew.</source>
        <translation>请关闭其他占用显卡的程序，或选择更小的模型或精度。卸载模型后再次运行，即可重新尝试使用显卡。</translation>
    </message>
    <message>
        <source>The work was finished on the processor. Start Deskhand again to use the card again; if it happens often, update its driver.</source>
        <translation>任务已在处理器上完成。重新启动 Deskhand 即可再次使用显卡；如果经常发生，请更新驱动程序。</translation>
    </message>
    <message>
        <source>Install what the message names (pip: the “cuda” extra brings it), or choose the processor in the settings.</source>
        <translation>请安装消息中提到的组件（pip 的“cuda”附加组件会带上它），或在设置中改用处理器。</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>Install Deskhand with its “cuda” extra, with only onnxruntime-gpu beside it. The README says how.</source>
        <translation>请安装带“cuda”附加组件的 Deskhand，并且只保留 onnxruntime-gpu。方法见 README。</translation>
    </message>
</context>
<context>
    <name>DeviceBadge</name>
    <message>
        <source>Device: not used yet</source>
        <translation>设备：尚未使用</translation>
    </message>
    <message>
        <source>No model in memory</source>
        <translation>内存中没有模型</translation>
    </message>
    <message>
        <source>Click for details.</source>
        <translation>点击查看详情。</translation>
    </message>
    <message>
        <source>Device in use: {device}</source>
        <translation>正在使用的设备：{device}</translation>
    </message>
</context>
<context>
    <name>DeviceCheckView</name>
    <message>
        <source>Waiting for the work in hand…</source>
        <translation>正在等待当前任务完成…</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Check my GPU</source>
        <translation>检测我的显卡</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Measuring {device}…</source>
        <translation>正在测量 {device}…</translation>
    </message>
    <message>
        <source>Not checked yet. It takes a few seconds.</source>
        <translation>尚未检测。只需几秒钟。</translation>
    </message>
    <message>
        <source>CPU: {many} ms for 256 rows at once, {one} ms for one.</source>
        <translation>CPU：一次 256 行用时 {many} 毫秒，一行用时 {one} 毫秒。</translation>
    </message>
    <message>
        <source>There is no graphics card to measure: {why}.</source>
        <translation>没有可测量的显卡：{why}。</translation>
    </message>
    <message>
        <source>Checked {date}, ONNX Runtime {version}.</source>
        <translation>检测于 {date}，ONNX Runtime {version}。</translation>
    </message>
    <message>
        <source>{card} does not work: {why}</source>
        <translation>{card} 无法工作：{why}</translation>
    </message>
    <message>
        <source>{card}: {many} ms ({faster} times as fast as the CPU), {one} ms for one ({faster_one} times).</source>
        <translation>{card}：{many} 毫秒（速度为 CPU 的 {faster} 倍），一行 {one} 毫秒（{faster_one} 倍）。</translation>
    </message>
    <message>
        <source>Its results are wrong: do not use it.</source>
        <translation>它的结果有误：请不要使用。</translation>
    </message>
    <message>
        <source>It is slower than the processor: “Best available” leaves it alone.</source>
        <translation>它比处理器慢：“自动选择最佳”不会使用它。</translation>
    </message>
    <message>
        <source>Small models that write word by word will run faster on the processor.</source>
        <translation>逐词生成的小模型在处理器上运行更快。</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>Models may take {budget} together (Settings). Deskhand uses {used} in all.</source>
        <translation>所有模型合计最多可占用 {budget}（见设置）。Deskhand 目前共使用 {used}。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Models in memory</source>
        <translation>内存中的模型</translation>
    </message>
    <message>
        <source>No model is in memory. Run a panel once, then look here.</source>
        <translation>内存中没有模型。请先运行一次任意面板，再到这里查看。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DeviceModelView</name>
    <message>
        <source>Unload now</source>
        <translation>立即卸载</translation>
    </message>
    <message>
        <source>Unload {model} now</source>
        <translation>立即卸载 {model}</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>您的选择</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>如何处理</translation>
    </message>
</context>
<context>
    <name>DeviceSettings</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What the models run on.</source>
        <translation>模型运行所用的设备。</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>How many processor threads a model may use. Automatic leaves one free.</source>
        <translation>模型可以使用的处理器线程数。自动会留出一个空闲线程。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What all loaded models may take together. If another needs the room, the one not used for longest is unloaded.</source>
        <translation>所有已加载模型合计可占用的内存。如果其他模型需要空间，会卸载最久未使用的模型。</translation>
    </message>
    <message>
        <source>Unload after</source>
        <translation>闲置后卸载</translation>
    </message>
    <message>
        <source>A model that nobody uses gives its memory back. The next use loads it.</source>
        <translation>闲置的模型会释放内存，下次使用时重新加载。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Half of this computer&apos;s</source>
        <translation>这台电脑的一半</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source> minutes</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>{device}: {why}</source>
        <translation>{device}：{why}</translation>
    </message>
    <message>
        <source>It can&apos;t be used here ({why}): models run on the processor.</source>
        <translation>此处无法使用（{why}）：模型在处理器上运行。</translation>
    </message>
</context>
<context>
    <name>DeviceWatch</name>
    <message>
        <source>Finished on the processor: {why}.</source>
        <translation>已在处理器上完成：{why}。</translation>
    </message>
</context>
<context>
    <name>DocumentBar</name>
    <message>
        <source>Beside each document</source>
        <translation>存在原文档旁边</translation>
    </message>
    <message>
        <source>Into a folder…</source>
        <translation>存到文件夹…</translation>
    </message>
    <message>
        <source>Into “{folder}”</source>
        <translation>存到“{folder}”</translation>
    </message>
    <message>
        <source>Translation only</source>
        <translation>只有译文</translation>
    </message>
    <message>
        <source>Both, one below the other</source>
        <translation>双语，上下对照</translation>
    </message>
    <message>
        <source>Both, side by side</source>
        <translation>双语，左右对照</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Back to the text; the documents go on</source>
        <translation>回到文本；文档继续翻译</translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation>添加文档…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>What the results hold</source>
        <translation>结果的内容</translation>
    </message>
    <message>
        <source>Where the results go</source>
        <translation>结果存放的位置</translation>
    </message>
    <message>
        <source>Side by side is for Word documents; others have both below each other.</source>
        <translation>左右对照用于 Word 文档；其他文档为上下对照。</translation>
    </message>
</context>
<context>
    <name>DocumentDeeds</name>
    <message>
        <source>{name} to check</source>
        <translation>{name} 待查</translation>
    </message>
    <message>
        <source>Save what to look at</source>
        <translation>保存需要查看的内容</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>{name} is no longer there. “Once more” makes it again.</source>
        <translation>{name} 已不在原处。点“重新翻译”可再生成一份。</translation>
    </message>
    <message>
        <source>The system could not open {path}</source>
        <translation>系统无法打开 {path}</translation>
    </message>
</context>
<context>
    <name>DocumentDetails</name>
    <message>
        <source>No document is chosen</source>
        <translation>未选择文档</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>保存清单…</translation>
    </message>
    <message>
        <source>What should be looked at, as a list to tick off (Markdown) or a table (CSV)</source>
        <translation>把需要查看的句子存成可打勾的清单（Markdown）或表格（CSV）</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>重新翻译</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take off the list; the file stays (Del)</source>
        <translation>移出列表；文件保留 (Del)</translation>
    </message>
    <message>
        <source>What to look at in the document</source>
        <translation>文档中需要检查的内容</translation>
    </message>
    <message>
        <source>What should be looked at, and what was left as it was, stands here.</source>
        <translation>需要检查的句子和保持原样的内容会显示在这里。</translation>
    </message>
</context>
<context>
    <name>DocumentList</name>
    <message>
        <source>Drop documents and folders here:
{kinds}</source>
        <translation>将文档和文件夹拖到这里：
{kinds}</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Word document</source>
        <translation>Word 文档</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>幻灯片</translation>
    </message>
    <message>
        <source>Spreadsheet</source>
        <translation>电子表格</translation>
    </message>
    <message>
        <source>OpenDocument text</source>
        <translation>OpenDocument 文本</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>Messages of a program</source>
        <translation>程序的消息</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>cells that formulas compare with</source>
        <translation>个公式用来比较的单元格</translation>
    </message>
    <message>
        <source>charts, but for their titles</source>
        <translation>个图表（标题除外）</translation>
    </message>
    <message>
        <source>column headings that tables refer to</source>
        <translation>个表格引用的列标题</translation>
    </message>
    <message>
        <source>comments on slides</source>
        <translation>条幻灯片批注</translation>
    </message>
    <message>
        <source>embedded objects</source>
        <translation>个嵌入对象</translation>
    </message>
    <message>
        <source>digital signatures</source>
        <translation>数字签名</translation>
    </message>
    <message>
        <source>drawings with text</source>
        <translation>带文字的图形</translation>
    </message>
    <message>
        <source>equations</source>
        <translation>个公式</translation>
    </message>
    <message>
        <source>formulas with words in them</source>
        <translation>个含有文字的公式</translation>
    </message>
    <message>
        <source>front matters</source>
        <translation>个文件头信息</translation>
    </message>
    <message>
        <source>lines of tables of contents and other fields</source>
        <translation>行目录和其他域</translation>
    </message>
    <message>
        <source>messages marked as final or as not to be translated</source>
        <translation>标为定稿或不译的消息</translation>
    </message>
    <message>
        <source>messages marked fuzzy</source>
        <translation>标为待校对（fuzzy）的消息</translation>
    </message>
    <message>
        <source>messages that have a translation</source>
        <translation>已有译文的消息</translation>
    </message>
    <message>
        <source>messages with several forms in one text</source>
        <translation>一条里含多种形式的消息</translation>
    </message>
    <message>
        <source>names of sheets</source>
        <translation>工作表名称</translation>
    </message>
    <message>
        <source>paragraphs with unusual indentation</source>
        <translation>个缩进特殊的段落</translation>
    </message>
    <message>
        <source>pieces of old WordArt</source>
        <translation>个旧式艺术字</translation>
    </message>
    <message>
        <source>preformatted texts</source>
        <translation>预排版文本</translation>
    </message>
    <message>
        <source>restrictions on editing</source>
        <translation>编辑限制</translation>
    </message>
    <message>
        <source>texts in HTML</source>
        <translation>段 HTML 中的文字</translation>
    </message>
    <message>
        <source>texts in input fields</source>
        <translation>输入框里的文字</translation>
    </message>
    <message>
        <source>texts marked as deleted</source>
        <translation>标为已删除的文字</translation>
    </message>
    <message>
        <source>texts marked as not to be translated</source>
        <translation>标为不译的文字</translation>
    </message>
    <message>
        <source>threaded comments</source>
        <translation>条会话式批注</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>正在翻译</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopped; what was done is kept</source>
        <translation>已停止；完成的部分已保留</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>已跳过：{reason}</translation>
    </message>
    <message>
        <source>1 sentence</source>
        <translation>1 句</translation>
    </message>
    <message>
        <source>{count} sentences</source>
        <translation>{count} 句</translation>
    </message>
    <message>
        <source>nothing was noticed</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>{count} 句需要检查</translation>
    </message>
    <message>
        <source>Left as it was: {what} ({count})</source>
        <translation>保持原样：{what}（{count}）</translation>
    </message>
    <message>
        <source>Could not be kept: {what} ({count})</source>
        <translation>无法保留：{what}（{count}）</translation>
    </message>
    <message>
        <source>{count} from your memory of translations</source>
        <translation>{count} 句来自翻译记忆</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>还有 {count} 句</translation>
    </message>
    <message>
        <source>{source} to {target}</source>
        <translation>{source}译{target}</translation>
    </message>
    <message>
        <source>{way}, by way of {language}</source>
        <translation>{way}（经由{language}）</translation>
    </message>
</context>
<context>
    <name>DocumentsHost</name>
    <message>
        <source>Open a document</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Documents · {percent} %</source>
        <translation>文档 · {percent} %</translation>
    </message>
    <message>
        <source>Translate whole documents, their format kept: {kinds}</source>
        <translation>翻译整个文档并保留格式：{kinds}</translation>
    </message>
</context>
<context>
    <name>DocumentsView</name>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Add a folder of documents</source>
        <translation>添加文档文件夹</translation>
    </message>
    <message>
        <source>{count} documents added</source>
        <translation>已添加 {count} 个文档</translation>
    </message>
    <message>
        <source>1 document added</source>
        <translation>已添加 1 个文档</translation>
    </message>
    <message>
        <source>No new documents</source>
        <translation>没有新文档</translation>
    </message>
    <message>
        <source>Where the translated documents go</source>
        <translation>译文存放的位置</translation>
    </message>
    <message>
        <source>All of them are done.</source>
        <translation>已全部完成。</translation>
    </message>
    <message>
        <source>Paused. What was done is kept.</source>
        <translation>已暂停。完成的部分已保留。</translation>
    </message>
    <message>
        <source>Stopped. What was done is kept.</source>
        <translation>已停止。完成的部分已保留。</translation>
    </message>
    <message>
        <source>{count} documents translated in {seconds:.1f} s</source>
        <translation>{seconds:.1f} 秒翻译了 {count} 个文档</translation>
    </message>
    <message>
        <source>{count} document translated in {seconds:.1f} s</source>
        <translation>{seconds:.1f} 秒翻译了 {count} 个文档</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>跳过 {count} 个</translation>
    </message>
    <message>
        <source>{count} sentences to look at</source>
        <translation>{count} 句需要查看</translation>
    </message>
    <message>
        <source>1 sentence to look at</source>
        <translation>有 1 句需要查看</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>DownloadBar</name>
    <message>
        <source>Progress of the download</source>
        <translation>下载进度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Throw away what was downloaded so far. Pause the download first.</source>
        <translation>丢弃目前已下载的内容。请先暂停下载。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>The network is switched off for Deskhand.</source>
        <translation>Deskhand 的网络已关闭。</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>Waiting…</source>
        <translation>正在等待…</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Throwing away…</source>
        <translation>正在丢弃…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done}（共 {total}）</translation>
    </message>
    <message>
        <source>{speed} a second</source>
        <translation>每秒 {speed}</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>约剩 {seconds} 秒</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>约剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation>约剩 {hours} 小时</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Try a sample</source>
        <translation>试用示例</translation>
    </message>
</context>
<context>
    <name>ErrorLine</name>
    <message>
        <source>Hide this message</source>
        <translation>隐藏此消息</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>There is no text yet. Type, paste or open a document first.</source>
        <translation>还没有文字。请先输入、粘贴或打开文档。</translation>
    </message>
    <message>
        <source>a file of its list is not there</source>
        <translation>清单中的一个文件不存在</translation>
    </message>
    <message>
        <source>a mirror&apos;s address ends before ? and #</source>
        <translation>镜像地址不能包含 ? 和 # 之后的部分</translation>
    </message>
    <message>
        <source>a mirror&apos;s address holds no password</source>
        <translation>镜像地址不能包含密码</translation>
    </message>
    <message>
        <source>a part of it is damaged</source>
        <translation>其中一部分已损坏</translation>
    </message>
    <message>
        <source>a part of it is missing</source>
        <translation>其中缺少一部分</translation>
    </message>
    <message>
        <source>a proxy&apos;s address ends with its port</source>
        <translation>代理地址应以端口结尾</translation>
    </message>
    <message>
        <source>are too many for a model</source>
        <translation>，数量超过了模型应有的</translation>
    </message>
    <message>
        <source>has a name that not every system can write</source>
        <translation>的名称在某些系统上无法写入</translation>
    </message>
    <message>
        <source>has too long a name</source>
        <translation>的名称过长</translation>
    </message>
    <message>
        <source>is a link</source>
        <translation>是链接</translation>
    </message>
    <message>
        <source>is no ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>is too long for a model</source>
        <translation>对模型来说过长</translation>
    </message>
    <message>
        <source>it chooses among answers, which no part of Deskhand asks for</source>
        <translation>它用于在答案中选择，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it cuts pictures into parts</source>
        <translation>它用于切分图片</translation>
    </message>
    <message>
        <source>it cuts pictures into parts, which no part of Deskhand asks for</source>
        <translation>它用于切分图片，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it declares entities of its own</source>
        <translation>它自行声明了实体</translation>
    </message>
    <message>
        <source>it defines XML entities of its own</source>
        <translation>它自行定义了 XML 实体</translation>
    </message>
    <message>
        <source>it describes pictures in words, and Deskhand only labels them</source>
        <translation>它用文字描述图片，而 Deskhand 只为图片加标签</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>它结束得太早</translation>
    </message>
    <message>
        <source>it fills gaps in a text, which no part of Deskhand asks for</source>
        <translation>它用于填补文字中的空缺，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it finds answers in a text, which no part of Deskhand asks for</source>
        <translation>它用于在文字中寻找答案，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it finds objects in pictures, which no part of Deskhand asks for</source>
        <translation>它用于在图片中寻找物体，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it has become longer</source>
        <translation>它变长了</translation>
    </message>
    <message>
        <source>it has GGUF files, and Deskhand runs ONNX files; look for an ONNX version of it</source>
        <translation>它只有 GGUF 文件，而 Deskhand 运行 ONNX 文件；请寻找它的 ONNX 版本</translation>
    </message>
    <message>
        <source>it has no ONNX files; look for a version of it with “ONNX” in its name or tags</source>
        <translation>它没有 ONNX 文件；请寻找名称或标签中带“ONNX”的版本</translation>
    </message>
    <message>
        <source>it has no chat template</source>
        <translation>它没有对话模板</translation>
    </message>
    <message>
        <source>it has no config.json</source>
        <translation>其中没有 config.json</translation>
    </message>
    <message>
        <source>it has no config.json, which says what kind of model it is</source>
        <translation>其中没有说明模型类型的 config.json</translation>
    </message>
    <message>
        <source>it holds no JSON object</source>
        <translation>其中没有 JSON 对象</translation>
    </message>
    <message>
        <source>it holds no messages</source>
        <translation>其中没有消息</translation>
    </message>
    <message>
        <source>it holds no times</source>
        <translation>其中没有时间</translation>
    </message>
    <message>
        <source>it holds too many files to be a model</source>
        <translation>文件太多，不像是模型</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it is locked with a password</source>
        <translation>它有密码保护</translation>
    </message>
    <message>
        <source>it is neither a folder nor a zip archive with an ONNX model</source>
        <translation>它既不是文件夹，也不是含 ONNX 模型的 zip 压缩包</translation>
    </message>
    <message>
        <source>it is no ONNX graph</source>
        <translation>它不是 ONNX 计算图</translation>
    </message>
    <message>
        <source>it is no document of this kind</source>
        <translation>它不是这种文档</translation>
    </message>
    <message>
        <source>it is no office file, or not all of it is there</source>
        <translation>它不是办公文档，或者不完整</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>它不是 JSON</translation>
    </message>
    <message>
        <source>it is not XLIFF</source>
        <translation>它不是 XLIFF</translation>
    </message>
    <message>
        <source>it is not an ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>它不是文本</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>它太大</translation>
    </message>
    <message>
        <source>it is “Strict Open XML”; save it without that</source>
        <translation>它是“Strict Open XML”格式；请不要以此格式保存</translation>
    </message>
    <message>
        <source>it listens to sound</source>
        <translation>它处理的是声音</translation>
    </message>
    <message>
        <source>it makes no sense</source>
        <translation>内容无法理解</translation>
    </message>
    <message>
        <source>it makes no sense as an address</source>
        <translation>不是有效的地址</translation>
    </message>
    <message>
        <source>it makes pictures from text, and Deskhand only labels them</source>
        <translation>它由文字生成图片，而 Deskhand 只为图片加标签</translation>
    </message>
    <message>
        <source>it makes sound</source>
        <translation>它生成声音</translation>
    </message>
    <message>
        <source>it marks words in a text, which no part of Deskhand asks for</source>
        <translation>它用于标注文字中的词，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it measures depth in pictures, which no part of Deskhand asks for</source>
        <translation>它用于测量图片的深度，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it names no computer</source>
        <translation>其中没有主机名</translation>
    </message>
    <message>
        <source>it only continues texts and follows no instructions</source>
        <translation>它只会续写，不会按指令工作</translation>
    </message>
    <message>
        <source>it reaches for a file outside its folder</source>
        <translation>它引用了其文件夹之外的文件</translation>
    </message>
    <message>
        <source>it reads text and pictures together, by graphs of several parts</source>
        <translation>它由多个部分组成，同时读取文字和图片</translation>
    </message>
    <message>
        <source>it sorts texts into classes, which no part of Deskhand asks for</source>
        <translation>它用于给文字分类，而 Deskhand 没有这样的任务</translation>
    </message>
    <message>
        <source>it wrote nothing</source>
        <translation>它什么也没有写出</translation>
    </message>
    <message>
        <source>its ONNX files have names that tell nothing of how they belong together</source>
        <translation>从其 ONNX 文件的名称看不出它们如何组成模型</translation>
    </message>
    <message>
        <source>its answer leads nowhere</source>
        <translation>它的回应没有指向任何内容</translation>
    </message>
    <message>
        <source>its answer makes no sense</source>
        <translation>它的回应无法理解</translation>
    </message>
    <message>
        <source>its config.json numbers no labels</source>
        <translation>其 config.json 没有给标签编号</translation>
    </message>
    <message>
        <source>its content was changed</source>
        <translation>内容已被改动</translation>
    </message>
    <message>
        <source>its context is too short for its chat template</source>
        <translation>其上下文太短，放不下对话模板</translation>
    </message>
    <message>
        <source>its encoding is not what it says</source>
        <translation>它的编码与其声明不符</translation>
    </message>
    <message>
        <source>its decoder keeps no cache; export it with the task text2text-generation-with-past</source>
        <translation>其解码器没有缓存；请用任务 text2text-generation-with-past 导出</translation>
    </message>
    <message>
        <source>its graph does not take one batch of pictures</source>
        <translation>其计算图不接受一批图片作为输入</translation>
    </message>
    <message>
        <source>its graph gives no hidden state per token</source>
        <translation>其计算图不输出每个词元的隐藏状态</translation>
    </message>
    <message>
        <source>its graph gives no logits</source>
        <translation>其计算图不输出 logits</translation>
    </message>
    <message>
        <source>its graph gives no row of scores for a picture</source>
        <translation>其计算图不为图片输出一行分数</translation>
    </message>
    <message>
        <source>its graph has no key/value cache</source>
        <translation>其计算图没有键值缓存</translation>
    </message>
    <message>
        <source>its graph keeps no cache; export it with the task text-generation-with-past</source>
        <translation>其计算图没有缓存；请用任务 text-generation-with-past 导出</translation>
    </message>
    <message>
        <source>its graph takes pictures in an unknown type of number</source>
        <translation>其计算图的图片输入是未知的数值类型</translation>
    </message>
    <message>
        <source>its key/value cache has an older layout</source>
        <translation>其键值缓存是较旧的格式</translation>
    </message>
    <message>
        <source>its scores are not numbers, as if 16 bits were too few for it</source>
        <translation>其分数不是有效数字，可能是 16 位精度不足</translation>
    </message>
    <message>
        <source>its scores are whole numbers without a scale</source>
        <translation>其分数是没有比例的整数</translation>
    </message>
    <message>
        <source>lie over one another</source>
        <translation>互相重叠</translation>
    </message>
    <message>
        <source>no known picture format</source>
        <translation>不是已知的图片格式</translation>
    </message>
    <message>
        <source>nothing says how large its key/value cache is</source>
        <translation>没有说明其键值缓存的大小</translation>
    </message>
    <message>
        <source>stands in it twice</source>
        <translation>在其中出现了两次</translation>
    </message>
    <message>
        <source>there is no config.json beside it; the graph alone does not say how to use it</source>
        <translation>旁边没有 config.json；单凭计算图无法知道如何使用它</translation>
    </message>
    <message>
        <source>would be written outside its folder</source>
        <translation>会被写到其文件夹之外</translation>
    </message>
    <message>
        <source>would grow beyond measure when unpacked</source>
        <translation>解压后会无限膨胀</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>不是文件夹</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>There is nothing to shorten: the text has no more sentences than you want to keep (it has {n_sentences}).</source>
        <translation>没有可缩短的内容：文本的句子数（{n_sentences} 句）不多于要保留的句数。</translation>
    </message>
    <message>
        <source>{path} is not there. It may have been moved or renamed.</source>
        <translation>找不到 {path}。它可能已被移动或改名。</translation>
    </message>
    <message>
        <source>{path} is a folder. Choose a file in it.</source>
        <translation>{path} 是文件夹。请选择其中的文件。</translation>
    </message>
    <message>
        <source>{path} is empty.</source>
        <translation>{path} 是空的。</translation>
    </message>
    <message>
        <source>{path} has {size_bytes}; Deskhand opens text up to {limit_bytes}. Split the file and open its parts.</source>
        <translation>{path} 的大小为 {size_bytes}，而 Deskhand 最多打开 {limit_bytes} 的文本。请拆分文件后分别打开。</translation>
    </message>
    <message>
        <source>{path} does not hold text. Deskhand opens plain text and Markdown.</source>
        <translation>{path} 的内容不是文本。Deskhand 可以打开纯文本和 Markdown。</translation>
    </message>
    <message>
        <source>The characters of {path} can&apos;t be read in any known encoding. Save it as UTF-8 and open it again.</source>
        <translation>{path} 的字符无法用任何已知编码读取。请另存为 UTF-8 后再打开。</translation>
    </message>
    <message>
        <source>Deskhand can&apos;t open {path}. It opens files that end in {suffixes}.</source>
        <translation>Deskhand 无法打开 {path}。可以打开的文件扩展名有：{suffixes}。</translation>
    </message>
    <message>
        <source>{path} is a PDF, which can&apos;t be written anew. Open it in Word or another word processor that reads PDF, save it as {save_as}, and open that; or copy its text and paste it here.</source>
        <translation>{path} 是 PDF，无法原样重写。请用 Word 或其他能读 PDF 的文字处理软件打开，另存为 {save_as} 后再打开；或复制其中的文字粘贴到这里。</translation>
    </message>
    <message>
        <source>Deskhand can&apos;t open {path} as it is. Save it as {save_as} in the program that it comes from, and open that.</source>
        <translation>Deskhand 无法直接打开 {path}。请在创建它的程序中另存为 {save_as}，然后打开那个文件。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be opened: {reason}. Open it in the program that it comes from and save it again.</source>
        <translation>无法打开 {path}：{reason}。请在创建它的程序中打开并重新保存。</translation>
    </message>
    <message>
        <source>{path} is locked with a password. Save it without one and open that.</source>
        <translation>{path} 有密码保护。请去掉密码另存一份再打开。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be decoded as a picture: {reason}.</source>
        <translation>无法将 {path} 解码为图片：{reason}。</translation>
    </message>
    <message>
        <source>{path} has {n_pixels} million pixels; Deskhand decodes up to {limit_pixels} million. Make a smaller copy and add that.</source>
        <translation>{path} 有 {n_pixels} 百万像素，而 Deskhand 最多解码 {limit_pixels} 百万像素。请制作一份较小的副本再添加。</translation>
    </message>
    <message>
        <source>{path} holds no text that could be translated.</source>
        <translation>{path} 中没有可以翻译的文字。</translation>
    </message>
    <message>
        <source>{path} seems to be in this language already ({target}). Choose another one, or say which language it is in.</source>
        <translation>{path} 似乎已经是这种语言（{target}）。请选择另一种语言，或指明它的语言。</translation>
    </message>
    <message>
        <source>There is no document in {paths} that can be translated.</source>
        <translation>{paths} 中没有可以翻译的文档。</translation>
    </message>
    <message>
        <source>There is no picture in {paths}.</source>
        <translation>{paths} 中没有图片。</translation>
    </message>
    <message>
        <source>There are no pictures yet. Add pictures or a folder, or drop them here.</source>
        <translation>还没有图片。请添加图片或文件夹，或将它们拖放到这里。</translation>
    </message>
    <message>
        <source>{model_id} chooses among labels that you give. Name at least two, such as: cat, dog, invoice.</source>
        <translation>{model_id} 会从您给出的标签中选择。请至少写出两个，例如：猫、狗、发票。</translation>
    </message>
    <message>
        <source>“{label}” is the only label, so there is nothing to choose. Name at least two.</source>
        <translation>只有“{label}”一个标签，无从选择。请至少写出两个。</translation>
    </message>
    <message>
        <source>“{label}” stands twice in the list of labels.</source>
        <translation>标签列表中“{label}”出现了两次。</translation>
    </message>
    <message>
        <source>{model_id} has labels of its own and takes no others. For your own labels use a CLIP model.</source>
        <translation>{model_id} 有自己的标签，不接受其他标签。要使用您自己的标签，请选用 CLIP 模型。</translation>
    </message>
    <message>
        <source>“{template}” has no place for the labels. Put a pair of curly brackets where each label goes.</source>
        <translation>“{template}”中没有放标签的位置。请在标签处写一对花括号。</translation>
    </message>
    <message>
        <source>The disk is full: {path} was not saved. What stood there before is unchanged. Free some space or save elsewhere.</source>
        <translation>磁盘已满：{path} 没有保存，原有内容没有改变。请腾出一些空间，或保存到别处。</translation>
    </message>
    <message>
        <source>{path} was not saved: {reason}. What stood there before is unchanged. Save it under another name or in another folder.</source>
        <translation>{path} 没有保存：{reason}。原有内容没有改变。请换一个名称或文件夹保存。</translation>
    </message>
    <message>
        <source>There is no model “{model_id}” for this. There are: {known}.</source>
        <translation>没有可用于此项任务的模型“{model_id}”。可用的有：{known}。</translation>
    </message>
    <message>
        <source>The network is switched off for Deskhand, in the settings or for this run. Switch it on, or import the model from a file.</source>
        <translation>Deskhand 的网络已在设置中或为此次运行关闭。请将其打开，或从文件导入模型。</translation>
    </message>
    <message>
        <source>The model “{model_id}” is not installed or its folder was deleted. Install Deskhand again to restore the models that ship with it.</source>
        <translation>模型“{model_id}”没有安装，或其文件夹已被删除。重新安装 Deskhand 即可恢复自带的模型。</translation>
    </message>
    <message>
        <source>The model “{model_id}” is not installed. Download it on the Models page.</source>
        <translation>模型“{model_id}”没有安装。请在“模型”页面下载。</translation>
    </message>
    <message>
        <source>The folder of the model “{model_id}” is gone. Install or import it again on the Models page.</source>
        <translation>模型“{model_id}”的文件夹不见了。请在“模型”页面重新安装或导入。</translation>
    </message>
    <message>
        <source>The model “{model_id}” lacks its file {file}. Install Deskhand again to restore the models that ship with it.</source>
        <translation>模型“{model_id}”缺少文件 {file}。重新安装 Deskhand 即可恢复自带的模型。</translation>
    </message>
    <message>
        <source>The model “{model_id}” lacks its file {file}. Repair it on the Models page.</source>
        <translation>模型“{model_id}”缺少文件 {file}。请在“模型”页面修复。</translation>
    </message>
    <message>
        <source>The model “{model_id}” lacks its file {file}. Remove the model and import it again on the Models page.</source>
        <translation>模型“{model_id}”缺少文件 {file}。请在“模型”页面移除该模型，再重新导入。</translation>
    </message>
    <message>
        <source>The model “{model_id}” lacks its file {file}. Fetch that file too, or choose another model.</source>
        <translation>模型“{model_id}”缺少文件 {file}。请把该文件也取来，或另选一个模型。</translation>
    </message>
    <message>
        <source>The file {file} of the model “{model_id}” is damaged: {reason}. Install Deskhand again to restore it.</source>
        <translation>模型“{model_id}”的文件 {file} 已损坏：{reason}。重新安装 Deskhand 即可恢复。</translation>
    </message>
    <message>
        <source>The model “{model_id}” can&apos;t be used here: {reason}. Choose another one.</source>
        <translation>模型“{model_id}”不能用在这里：{reason}。请另选一个。</translation>
    </message>
    <message>
        <source>“{model_id}” is a model of the kind “{family}”, which Deskhand can&apos;t run: {reason}.</source>
        <translation>“{model_id}”属于“{family}”类模型，Deskhand 无法运行：{reason}。</translation>
    </message>
    <message>
        <source>{file} of “{model_id}” is only a pointer that Git LFS left in the place of the real file. Run “git lfs pull” in its folder, or download the file itself.</source>
        <translation>“{model_id}”的 {file} 只是 Git LFS 留下的指针，不是真正的文件。请在其文件夹中运行“git lfs pull”，或直接下载该文件。</translation>
    </message>
    <message>
        <source>{file} of “{model_id}” is a saved web page, not the file. Download it again with the page&apos;s download button.</source>
        <translation>“{model_id}”的 {file} 是保存下来的网页，不是文件本身。请用网页上的下载按钮重新下载。</translation>
    </message>
    <message>
        <source>{file} of “{model_id}” ends too early: its download or copy was broken off. Fetch it again.</source>
        <translation>“{model_id}”的 {file} 不完整：下载或复制曾经中断。请重新获取。</translation>
    </message>
    <message>
        <source>{file} of “{model_id}” keeps its weights in {data}, which is not beside it. Copy that file there too.</source>
        <translation>“{model_id}”的 {file} 把权重存放在 {data} 中，但旁边没有这个文件。请把它也复制过去。</translation>
    </message>
    <message>
        <source>“{model_id}” has no tokenizer.json and no other tokenizer that Deskhand reads. Copy the tokenizer files of the original model into its folder.</source>
        <translation>“{model_id}”没有 tokenizer.json，也没有 Deskhand 能读取的其他分词器。请把原模型的分词器文件复制到其文件夹中。</translation>
    </message>
    <message>
        <source>“{model_id}” ships with Deskhand and can&apos;t be removed or replaced.</source>
        <translation>“{model_id}”是 Deskhand 自带的，不能移除或替换。</translation>
    </message>
    <message>
        <source>There is a model “{model_id}” already. Give the new one another name, such as “{proposal}”, or remove the old one first.</source>
        <translation>已经有模型“{model_id}”。请给新模型另取一个名称，例如“{proposal}”，或先移除旧模型。</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be a model&apos;s name. Use letters, digits, dots, dashes and underscores.</source>
        <translation>“{name}”不能用作模型名称。请使用字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
        <source>“{model_id}” is being changed at this moment. Wait until that is done, then try again.</source>
        <translation>“{model_id}”正在被更改。请等待完成后再试。</translation>
    </message>
    <message>
        <source>There is no model in {path}: {reason}.</source>
        <translation>{path} 中没有模型：{reason}。</translation>
    </message>
    <message>
        <source>{path} was refused: {entry} {reason}. Nothing of it was kept. Ask for a new pack from whoever gave it to you.</source>
        <translation>已拒绝 {path}：{entry} {reason}。没有保留其中任何内容。请向提供者索取新的模型包。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be used: {reason}. Copy it again from where it came.</source>
        <translation>无法使用 {path}：{reason}。请从来源处重新复制。</translation>
    </message>
    <message>
        <source>{path} was made by a newer Deskhand. Update Deskhand to use it.</source>
        <translation>{path} 由更新版本的 Deskhand 制作。请更新 Deskhand 后使用。</translation>
    </message>
    <message>
        <source>{host} can&apos;t be reached: {reason}. Check the connection and, in the settings, proxy and mirror. What was downloaded so far is kept.</source>
        <translation>无法连接 {host}：{reason}。请检查网络连接，以及设置中的代理和镜像。已下载的内容会保留。</translation>
    </message>
    <message>
        <source>“{address}” can&apos;t be used as an address: {reason}. Correct the settings.</source>
        <translation>“{address}”不能用作地址：{reason}。请更正设置。</translation>
    </message>
    <message>
        <source>There is no model “{repo_id}” at the hub, or it is private. Check the spelling, owner/name.</source>
        <translation>模型站点上没有“{repo_id}”，或者它是私有的。请检查拼写，格式为“所有者/名称”。</translation>
    </message>
    <message>
        <source>“{repo_id}” has no revision “{revision}”.</source>
        <translation>“{repo_id}”没有版本“{revision}”。</translation>
    </message>
    <message>
        <source>The owners of “{repo_id}” ask you to accept their terms. Do that on the model&apos;s page, then give your access token in the settings.</source>
        <translation>“{repo_id}”的所有者要求您接受其条款。请在该模型的网页上接受，然后在设置中填写访问令牌。</translation>
    </message>
    <message>
        <source>{host} refused the access token. Make a new one with the right to read, and give it in the settings.</source>
        <translation>{host} 拒绝了访问令牌。请新建一个有读取权限的令牌，并填写到设置中。</translation>
    </message>
    <message>
        <source>“{repo_id}” can&apos;t be installed: {reason}.</source>
        <translation>无法安装“{repo_id}”：{reason}。</translation>
    </message>
    <message>
        <source>{host} asks to wait for {wait_s} seconds. What was downloaded so far is kept.</source>
        <translation>{host} 要求等待 {wait_s} 秒。已下载的内容会保留。</translation>
    </message>
    <message>
        <source>{host} has a fault of its own: {reason}. Try again later; what was downloaded so far is kept.</source>
        <translation>{host} 自身出现故障：{reason}。请稍后重试；已下载的内容会保留。</translation>
    </message>
    <message>
        <source>{file} of “{repo_id}” came damaged or was changed meanwhile, and was thrown away. Try again.</source>
        <translation>“{repo_id}”的 {file} 在下载时损坏或已被更改，因此已丢弃。请重试。</translation>
    </message>
    <message>
        <source>{path} has {free_bytes} left and {needed_bytes} are needed. Free some space; nothing was begun.</source>
        <translation>{path} 只剩 {free_bytes}，而需要 {needed_bytes}。请腾出一些空间；操作尚未开始。</translation>
    </message>
    <message>
        <source>The system has no safe place for the access token: {reason}. It can be given for one run in the variable HF_TOKEN.</source>
        <translation>系统没有可安全存放访问令牌的地方：{reason}。可以通过环境变量 HF_TOKEN 在单次运行时提供。</translation>
    </message>
    <message>
        <source>The list of models {path} can&apos;t be read: {reason}. Install Deskhand again.</source>
        <translation>无法读取模型清单 {path}：{reason}。请重新安装 Deskhand。</translation>
    </message>
    <message>
        <source>The text seems to be in this language already ({target}). Choose another one, or say which language it is in.</source>
        <translation>文本似乎已经是这种语言（{target}）。请选择另一种语言，或指明它的语言。</translation>
    </message>
    <message>
        <source>No installed model translates from {source} to {target}.</source>
        <translation>没有已安装的模型可以将 {source} 译成 {target}。</translation>
    </message>
    <message>
        <source>“{model_id}” needs about {needed_bytes} of memory and {available_bytes} are free. Close other programs, or choose a smaller model or precision.</source>
        <translation>“{model_id}”约需 {needed_bytes} 内存，而空闲内存为 {available_bytes}。请关闭其他程序，或选择更小的模型或精度。</translation>
    </message>
    <message>
        <source>“{model_id}” needs more memory than {device} has left. Close other programs or give it a shorter text.</source>
        <translation>“{model_id}”所需的内存超过了 {device} 的剩余内存。请关闭其他程序，或换一段较短的文字。</translation>
    </message>
    <message>
        <source>{packages} are installed over each other, and the graphics card may go unused. Uninstall all of them, then install {wanted} alone.</source>
        <translation>{packages} 互相覆盖安装，可能导致显卡无法使用。请全部卸载，然后只安装 {wanted}。</translation>
    </message>
    <message>
        <source>{path} was written by a newer Deskhand. It is left alone, the usual settings apply, and changes last until you quit.</source>
        <translation>{path} 由更新版本的 Deskhand 写成，因此保持原样。现在使用默认设置，所做的更改在退出前有效。</translation>
    </message>
    <message>
        <source>The settings file was damaged. It was kept as {kept}, and the usual settings apply.</source>
        <translation>设置文件已损坏，已另存为 {kept}。现在使用默认设置。</translation>
    </message>
    <message>
        <source>{path} was written by a newer Deskhand. It is left alone and nothing is recorded. Update Deskhand to see it.</source>
        <translation>{path} 由更新版本的 Deskhand 写成，因此保持原样，也不再记录新内容。请更新 Deskhand 后查看。</translation>
    </message>
    <message>
        <source>Another program holds {path}. Close it, then try again; your result is still in its panel.</source>
        <translation>另一个程序正在占用 {path}。请关闭它后重试；您的结果仍在原来的面板中。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written, so nothing new is recorded. Check the folder&apos;s permissions.</source>
        <translation>无法写入 {path}，因此不会记录新内容。请检查该文件夹的权限。</translation>
    </message>
    <message>
        <source>{path} was written by a newer Deskhand. It is left alone, and no glossary and no memory is used. Update Deskhand to see it.</source>
        <translation>{path} 由更新版本的 Deskhand 写入。该文件保持不变，暂不使用任何术语表和翻译记忆。请更新 Deskhand 后查看。</translation>
    </message>
    <message>
        <source>Another program holds {path}. Close it, then try again; glossaries and memory are as they were.</source>
        <translation>另一个程序正占用 {path}。请关闭该程序后重试；术语表和翻译记忆未被改动。</translation>
    </message>
    <message>
        <source>{path} can&apos;t be written, so glossaries and memory stay as they are. Check the folder&apos;s permissions.</source>
        <translation>无法写入 {path}，因此术语表和翻译记忆保持原样。请检查该文件夹的权限。</translation>
    </message>
    <message>
        <source>The file of glossaries and memory was damaged. It was kept as {kept}, and a new one begins.</source>
        <translation>术语表和翻译记忆文件已损坏，已另存为 {kept}，并已新建文件。</translation>
    </message>
    <message>
        <source>There is a glossary “{name}” for these languages already. Give this one another name.</source>
        <translation>这两种语言已有名为“{name}”的术语表。请换一个名称。</translation>
    </message>
    <message>
        <source>The history file was damaged. It was kept as {kept}, and a new history begins.</source>
        <translation>历史记录文件已损坏，已另存为 {kept}，并已开始新的历史记录。</translation>
    </message>
    <message>
        <source>The file {file} of the model “{model_id}” is damaged: {reason}. Repair the model on the Models page.</source>
        <translation>模型“{model_id}”的文件 {file} 已损坏：{reason}。请在“模型”页面修复。</translation>
    </message>
    <message>
        <source>The file {file} of the model “{model_id}” is damaged: {reason}. Remove the model and import it again on the Models page.</source>
        <translation>模型“{model_id}”的文件 {file} 已损坏：{reason}。请在“模型”页面移除该模型，再重新导入。</translation>
    </message>
    <message>
        <source>The file {file} of the model “{model_id}” is damaged: {reason}. Fetch it again.</source>
        <translation>模型“{model_id}”的文件 {file} 已损坏：{reason}。请重新获取。</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{at} of {of}</source>
        <translation>第 {at} 个，共 {of} 个</translation>
    </message>
    <message>
        <source>Find in the text</source>
        <translation>在文中查找</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>关闭查找</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>The number {text} became {instead}.</source>
        <translation>数字 {text} 变成了 {instead}。</translation>
    </message>
    <message>
        <source>Your glossary has “{instead}” for “{text}”: it was not used.</source>
        <translation>术语表中“{text}”应译为“{instead}”，译文没有采用。</translation>
    </message>
    <message>
        <source>The number {text} is missing.</source>
        <translation>缺少数字 {text}。</translation>
    </message>
    <message>
        <source>The number {text} does not stand in the source.</source>
        <translation>原文中没有数字 {text}。</translation>
    </message>
    <message>
        <source>The address {text} is missing or changed.</source>
        <translation>地址 {text} 缺失或被改动。</translation>
    </message>
    <message>
        <source>The address {text} does not stand in the source.</source>
        <translation>原文中没有地址 {text}。</translation>
    </message>
    <message>
        <source>The placeholder {text} is missing or changed.</source>
        <translation>占位符 {text} 缺失或被改动。</translation>
    </message>
    <message>
        <source>The placeholder {text} does not stand in the source.</source>
        <translation>原文中没有占位符 {text}。</translation>
    </message>
    <message>
        <source>“{text}” should stay as it is, but is missing or changed.</source>
        <translation>“{text}”应保持原样，但缺失或被改动了。</translation>
    </message>
    <message>
        <source>“{text}” was not translated.</source>
        <translation>“{text}”没有翻译。</translation>
    </message>
    <message>
        <source>“{text}” is no word of the source.</source>
        <translation>“{text}”不是原文中的词。</translation>
    </message>
    <message>
        <source>“{text}” is in another language.</source>
        <translation>“{text}”是另一种语言。</translation>
    </message>
    <message>
        <source>The translation repeated “{text}” and was cut.</source>
        <translation>译文重复“{text}”，已截断。</translation>
    </message>
    <message>
        <source>“{text}” should stay as it is, says your glossary.</source>
        <translation>按术语表，“{text}”应保持原样。</translation>
    </message>
    <message>
        <source>Your glossary&apos;s translation of “{text}” was not used.</source>
        <translation>没有采用术语表中“{text}”的译法。</translation>
    </message>
    <message>
        <source>The model gave nothing: the source stands here instead.</source>
        <translation>模型没有给出译文，这里保留原文。</translation>
    </message>
    <message>
        <source>The translation repeated itself and was cut.</source>
        <translation>译文出现重复，已截断。</translation>
    </message>
    <message>
        <source>The translation is much shorter than the source: part may be missing.</source>
        <translation>译文比原文短很多，可能有遗漏。</translation>
    </message>
    <message>
        <source>The translation is much longer than the source.</source>
        <translation>译文比原文长很多。</translation>
    </message>
    <message>
        <source>A number is missing.</source>
        <translation>缺少一个数字。</translation>
    </message>
    <message>
        <source>A number does not stand in the source.</source>
        <translation>有一个数字不在原文中。</translation>
    </message>
    <message>
        <source>A number is another one.</source>
        <translation>有一个数字不一致。</translation>
    </message>
    <message>
        <source>An address is missing or changed.</source>
        <translation>有地址缺失或被改动。</translation>
    </message>
    <message>
        <source>An address does not stand in the source.</source>
        <translation>有一个地址不在原文中。</translation>
    </message>
    <message>
        <source>A placeholder or tag is missing or changed.</source>
        <translation>有占位符或标签缺失或被改动。</translation>
    </message>
    <message>
        <source>A placeholder or tag does not stand in the source.</source>
        <translation>有占位符或标签不在原文中。</translation>
    </message>
    <message>
        <source>Something that should stay as it is is missing or changed.</source>
        <translation>应保持原样的内容缺失或被改动了。</translation>
    </message>
    <message>
        <source>The translation is in another language.</source>
        <translation>译文是另一种语言。</translation>
    </message>
    <message>
        <source>The sentence was not translated.</source>
        <translation>这句话没有翻译。</translation>
    </message>
    <message>
        <source>There are letters that are no word of the source.</source>
        <translation>译文中有不属于原文任何词的字母。</translation>
    </message>
    <message>
        <source>A term that should stay as it is does not.</source>
        <translation>有术语应保持原样，却被改动。</translation>
    </message>
    <message>
        <source>A term of your glossary was not used.</source>
        <translation>有术语表中的译法没有采用。</translation>
    </message>
</context>
<context>
    <name>GlossariesView</name>
    <message>
        <source>My terms</source>
        <translation>我的术语</translation>
    </message>
    <message>
        <source>“{name}” deleted</source>
        <translation>已删除“{name}”</translation>
    </message>
    <message>
        <source>Import terms</source>
        <translation>导入术语</translation>
    </message>
    <message>
        <source>Export terms</source>
        <translation>导出术语</translation>
    </message>
    <message>
        <source>{name} has no terms in these two languages</source>
        <translation>{name} 中没有这两种语言的术语</translation>
    </message>
    <message>
        <source>Known before: {count}.</source>
        <translation>原已存在：{count}。</translation>
    </message>
    <message>
        <source>Left as they were, with another translation: {count}.</source>
        <translation>译法不同、保持原样：{count}。</translation>
    </message>
    <message>
        <source>Glossaries</source>
        <translation>术语表</translation>
    </message>
    <message>
        <source>Glossaries; a tick means in use</source>
        <translation>术语表；打勾表示使用中</translation>
    </message>
    <message>
        <source>New glossary</source>
        <translation>新建术语表</translation>
    </message>
    <message>
        <source>Added to “{name}”: {count}.</source>
        <translation>已添加到“{name}”：{count} 条。</translation>
    </message>
    <message>
        <source>No glossary in this direction yet</source>
        <translation>这一方向还没有术语表</translation>
    </message>
    <message>
        <source>A glossary holds words and names that are always to be translated in your way, or left as they are. Begin one, or import CSV, TSV or TBX: a file can also be dropped here.</source>
        <translation>术语表存放始终按您的译法翻译或保持原样的词语和名称。请新建一个，或导入 CSV、TSV 或 TBX 文件；也可以把文件拖到这里。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Delete the glossary</source>
        <translation>删除术语表</translation>
    </message>
    <message>
        <source>Import CSV, TSV or TBX…</source>
        <translation>导入 CSV、TSV 或 TBX…</translation>
    </message>
    <message>
        <source>Export CSV, TSV or TBX…</source>
        <translation>导出 CSV、TSV 或 TBX…</translation>
    </message>
</context>
<context>
    <name>GlossaryTerms</name>
    <message>
        <source>{count} terms deleted</source>
        <translation>已删除 {count} 条术语</translation>
    </message>
    <message>
        <source>“{name}” deleted</source>
        <translation>已删除“{name}”</translation>
    </message>
    <message>
        <source>“{name}” is in this glossary already: change it there.</source>
        <translation>术语表中已有“{name}”：请直接修改那一条。</translation>
    </message>
    <message>
        <source>{count} terms</source>
        <translation>{count} 条术语</translation>
    </message>
    <message>
        <source>1 term</source>
        <translation>1 条术语</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Search the terms</source>
        <translation>搜索术语</translation>
    </message>
    <message>
        <source>Delete the selected terms</source>
        <translation>删除所选术语</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>已置顶</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Keep new results</source>
        <translation>保留新结果</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Delete all…</source>
        <translation>全部删除…</translation>
    </message>
    <message>
        <source>Search in texts and results</source>
        <translation>搜索原文和结果</translation>
    </message>
    <message>
        <source>Filter by panel</source>
        <translation>按面板筛选</translation>
    </message>
    <message>
        <source>Pinned only</source>
        <translation>仅看置顶</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果列表</translation>
    </message>
    <message>
        <source>All panels</source>
        <translation>所有面板</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Try other words or take a filter away.</source>
        <translation>请换个词，或去掉一个筛选条件。</translation>
    </message>
    <message>
        <source>The history is off</source>
        <translation>历史记录已关闭</translation>
    </message>
    <message>
        <source>New results are not kept. Switch it on above.</source>
        <translation>不会保留新结果。可在上方重新打开。</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>这里还没有内容</translation>
    </message>
    <message>
        <source>Every finished result of the four panels will stand here.</source>
        <translation>四个面板完成的每个结果都会出现在这里。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>1 result deleted</source>
        <translation>已删除 1 条结果</translation>
    </message>
    <message>
        <source>{n} results deleted</source>
        <translation>已删除 {n} 条结果</translation>
    </message>
    <message>
        <source>Delete the whole history?</source>
        <translation>要删除全部历史记录吗？</translation>
    </message>
    <message>
        <source>Pinned results go too, and what is kept of documents whose translation was stopped. This can&apos;t be undone.</source>
        <translation>置顶的结果也会删除，中途停止翻译的文档所保留的内容也会删除。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>The history is empty.</source>
        <translation>历史记录已清空。</translation>
    </message>
    <message>
        <source>The history is empty; its file shrinks when the other window closes.</source>
        <translation>历史记录已清空；另一个窗口关闭后，文件会随之缩小。</translation>
    </message>
    <message>
        <source>Markdown…</source>
        <translation>Markdown…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>Export the history</source>
        <translation>导出历史记录</translation>
    </message>
    <message>
        <source>{n} results exported to {name}</source>
        <translation>已将 {n} 条结果导出到 {name}</translation>
    </message>
    <message>
        <source>{n} result exported to {name}</source>
        <translation>已将 {n} 条结果导出到 {name}</translation>
    </message>
</context>
<context>
    <name>HistoryPreview</name>
    <message>
        <source>Choose a result on the left</source>
        <translation>请在左侧选择一条结果</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Copy result</source>
        <translation>复制结果</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>HubDialog</name>
    <message>
        <source>Other model from the hub</source>
        <translation>模型站点上的其他模型</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Name or address of the model</source>
        <translation>模型的名称或网址</translation>
    </message>
    <message>
        <source>owner/name</source>
        <translation>所有者/名称</translation>
    </message>
    <message>
        <source>&amp;Which one to download</source>
        <translation>下载哪一种(&amp;W)</translation>
    </message>
    <message>
        <source>Which one to download</source>
        <translation>下载哪一种</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Look up asks the hub for the names and sizes of files. Nothing is downloaded until you press Download.</source>
        <translation>“查询”只向模型站点询问文件名和大小。在您按下“下载”之前，不会下载任何内容。</translation>
    </message>
    <message>
        <source>Type owner/name, or paste the address of the model&apos;s page.</source>
        <translation>请输入“所有者/名称”，或粘贴模型网页的网址。</translation>
    </message>
    <message>
        <source>{repo_id}, revision {revision}</source>
        <translation>{repo_id}，版本 {revision}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>正在询问模型站点…</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Good for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Its owners ask you to accept their terms on the model&apos;s page. Then give your access token in the settings.</source>
        <translation>其所有者要求您在模型网页上接受条款，然后在设置中填写访问令牌。</translation>
    </message>
    <message>
        <source>Its licence forbids commercial use.</source>
        <translation>其许可证禁止商业用途。</translation>
    </message>
    <message>
        <source>It does not say under which licence it may be used.</source>
        <translation>没有说明以何种许可证使用。</translation>
    </message>
    <message>
        <source>Whether Deskhand can run it shows when its first files are here.</source>
        <translation>Deskhand 能否运行它，下载最初几个文件后才能知道。</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>下载 {size}</translation>
    </message>
</context>
<context>
    <name>ImagesPanel</name>
    <message>
        <source>Add pictures</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Add a folder of pictures</source>
        <translation>添加图片文件夹</translation>
    </message>
    <message>
        <source>{count} pictures added</source>
        <translation>已添加 {count} 张图片</translation>
    </message>
    <message>
        <source>{count} could not be read</source>
        <translation>{count} 张无法读取</translation>
    </message>
    <message>
        <source>No new pictures</source>
        <translation>没有新图片</translation>
    </message>
    <message>
        <source>1 picture added</source>
        <translation>已添加 1 张图片</translation>
    </message>
    <message>
        <source>{count} pictures labelled in {seconds:.1f} s</source>
        <translation>已标注 {count} 张图片，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>{count} picture labelled in {seconds:.1f} s</source>
        <translation>已标注 {count} 张图片，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>跳过 {count} 张</translation>
    </message>
    <message>
        <source>no label stands out from guessing: this model is of no use here</source>
        <translation>没有哪个标签比猜测更可靠：这个模型在这里没有用处</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Export the labels</source>
        <translation>导出标签</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标注</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>Model that names the pictures</source>
        <translation>识别图片的模型</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片列表</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Drop pictures or folders here</source>
        <translation>将图片或文件夹拖放到这里</translation>
    </message>
    <message>
        <source>JPEG, PNG, GIF, WebP, TIFF, BMP and more. Folders are searched through; nothing is changed in them.</source>
        <translation>支持 JPEG、PNG、GIF、WebP、TIFF、BMP 等格式。会查找整个文件夹，但不改动其中任何内容。</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>airplane</source>
        <translation>飞机</translation>
    </message>
    <message>
        <source>automobile</source>
        <translation>汽车</translation>
    </message>
    <message>
        <source>bird</source>
        <translation>鸟</translation>
    </message>
    <message>
        <source>cat</source>
        <translation>猫</translation>
    </message>
    <message>
        <source>deer</source>
        <translation>鹿</translation>
    </message>
    <message>
        <source>dog</source>
        <translation>狗</translation>
    </message>
    <message>
        <source>frog</source>
        <translation>青蛙</translation>
    </message>
    <message>
        <source>horse</source>
        <translation>马</translation>
    </message>
    <message>
        <source>ship</source>
        <translation>船</translation>
    </message>
    <message>
        <source>truck</source>
        <translation>卡车</translation>
    </message>
</context>
<context>
    <name>LanguageBar</name>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Language of the source</source>
        <translation>原文语言</translation>
    </message>
    <message>
        <source>Language of the translation</source>
        <translation>译文语言</translation>
    </message>
    <message>
        <source>Swap languages</source>
        <translation>交换语言</translation>
    </message>
    <message>
        <source>Detect language</source>
        <translation>检测语言</translation>
    </message>
    <message>
        <source>Detected: {language}</source>
        <translation>检测到：{language}</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>Afrikaans</source>
        <translation>南非荷兰语</translation>
    </message>
    <message>
        <source>Amharic</source>
        <translation>阿姆哈拉语</translation>
    </message>
    <message>
        <source>Arabic</source>
        <translation>阿拉伯语</translation>
    </message>
    <message>
        <source>Asturian</source>
        <translation>阿斯图里亚斯语</translation>
    </message>
    <message>
        <source>Azerbaijani</source>
        <translation>阿塞拜疆语</translation>
    </message>
    <message>
        <source>Bashkir</source>
        <translation>巴什基尔语</translation>
    </message>
    <message>
        <source>Belarusian</source>
        <translation>白俄罗斯语</translation>
    </message>
    <message>
        <source>Bulgarian</source>
        <translation>保加利亚语</translation>
    </message>
    <message>
        <source>Bengali</source>
        <translation>孟加拉语</translation>
    </message>
    <message>
        <source>Breton</source>
        <translation>布列塔尼语</translation>
    </message>
    <message>
        <source>Bosnian</source>
        <translation>波斯尼亚语</translation>
    </message>
    <message>
        <source>Catalan</source>
        <translation>加泰罗尼亚语</translation>
    </message>
    <message>
        <source>Cebuano</source>
        <translation>宿务语</translation>
    </message>
    <message>
        <source>Czech</source>
        <translation>捷克语</translation>
    </message>
    <message>
        <source>Welsh</source>
        <translation>威尔士语</translation>
    </message>
    <message>
        <source>Danish</source>
        <translation>丹麦语</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>Greek</source>
        <translation>希腊语</translation>
    </message>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Estonian</source>
        <translation>爱沙尼亚语</translation>
    </message>
    <message>
        <source>Basque</source>
        <translation>巴斯克语</translation>
    </message>
    <message>
        <source>Persian</source>
        <translation>波斯语</translation>
    </message>
    <message>
        <source>Fula</source>
        <translation>富拉语</translation>
    </message>
    <message>
        <source>Finnish</source>
        <translation>芬兰语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Western Frisian</source>
        <translation>西弗里西亚语</translation>
    </message>
    <message>
        <source>Irish</source>
        <translation>爱尔兰语</translation>
    </message>
    <message>
        <source>Scottish Gaelic</source>
        <translation>苏格兰盖尔语</translation>
    </message>
    <message>
        <source>Galician</source>
        <translation>加利西亚语</translation>
    </message>
    <message>
        <source>Gujarati</source>
        <translation>古吉拉特语</translation>
    </message>
    <message>
        <source>Hausa</source>
        <translation>豪萨语</translation>
    </message>
    <message>
        <source>Hebrew</source>
        <translation>希伯来语</translation>
    </message>
    <message>
        <source>Hindi</source>
        <translation>印地语</translation>
    </message>
    <message>
        <source>Croatian</source>
        <translation>克罗地亚语</translation>
    </message>
    <message>
        <source>Haitian Creole</source>
        <translation>海地克里奥尔语</translation>
    </message>
    <message>
        <source>Hungarian</source>
        <translation>匈牙利语</translation>
    </message>
    <message>
        <source>Armenian</source>
        <translation>亚美尼亚语</translation>
    </message>
    <message>
        <source>Indonesian</source>
        <translation>印度尼西亚语</translation>
    </message>
    <message>
        <source>Igbo</source>
        <translation>伊博语</translation>
    </message>
    <message>
        <source>Ilocano</source>
        <translation>伊洛卡诺语</translation>
    </message>
    <message>
        <source>Icelandic</source>
        <translation>冰岛语</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Javanese</source>
        <translation>爪哇语</translation>
    </message>
    <message>
        <source>Georgian</source>
        <translation>格鲁吉亚语</translation>
    </message>
    <message>
        <source>Kazakh</source>
        <translation>哈萨克语</translation>
    </message>
    <message>
        <source>Khmer</source>
        <translation>高棉语</translation>
    </message>
    <message>
        <source>Kannada</source>
        <translation>卡纳达语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>Luxembourgish</source>
        <translation>卢森堡语</translation>
    </message>
    <message>
        <source>Ganda</source>
        <translation>卢干达语</translation>
    </message>
    <message>
        <source>Lingala</source>
        <translation>林加拉语</translation>
    </message>
    <message>
        <source>Lao</source>
        <translation>老挝语</translation>
    </message>
    <message>
        <source>Lithuanian</source>
        <translation>立陶宛语</translation>
    </message>
    <message>
        <source>Latvian</source>
        <translation>拉脱维亚语</translation>
    </message>
    <message>
        <source>Malagasy</source>
        <translation>马达加斯加语</translation>
    </message>
    <message>
        <source>Macedonian</source>
        <translation>马其顿语</translation>
    </message>
    <message>
        <source>Malayalam</source>
        <translation>马拉雅拉姆语</translation>
    </message>
    <message>
        <source>Mongolian</source>
        <translation>蒙古语</translation>
    </message>
    <message>
        <source>Marathi</source>
        <translation>马拉地语</translation>
    </message>
    <message>
        <source>Malay</source>
        <translation>马来语</translation>
    </message>
    <message>
        <source>Burmese</source>
        <translation>缅甸语</translation>
    </message>
    <message>
        <source>Nepali</source>
        <translation>尼泊尔语</translation>
    </message>
    <message>
        <source>Dutch</source>
        <translation>荷兰语</translation>
    </message>
    <message>
        <source>Norwegian</source>
        <translation>挪威语</translation>
    </message>
    <message>
        <source>Northern Sotho</source>
        <translation>北索托语</translation>
    </message>
    <message>
        <source>Occitan</source>
        <translation>奥克语</translation>
    </message>
    <message>
        <source>Odia</source>
        <translation>奥里亚语</translation>
    </message>
    <message>
        <source>Punjabi</source>
        <translation>旁遮普语</translation>
    </message>
    <message>
        <source>Polish</source>
        <translation>波兰语</translation>
    </message>
    <message>
        <source>Pashto</source>
        <translation>普什图语</translation>
    </message>
    <message>
        <source>Portuguese</source>
        <translation>葡萄牙语</translation>
    </message>
    <message>
        <source>Romanian</source>
        <translation>罗马尼亚语</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>俄语</translation>
    </message>
    <message>
        <source>Sindhi</source>
        <translation>信德语</translation>
    </message>
    <message>
        <source>Sinhala</source>
        <translation>僧伽罗语</translation>
    </message>
    <message>
        <source>Slovak</source>
        <translation>斯洛伐克语</translation>
    </message>
    <message>
        <source>Slovenian</source>
        <translation>斯洛文尼亚语</translation>
    </message>
    <message>
        <source>Somali</source>
        <translation>索马里语</translation>
    </message>
    <message>
        <source>Albanian</source>
        <translation>阿尔巴尼亚语</translation>
    </message>
    <message>
        <source>Serbian</source>
        <translation>塞尔维亚语</translation>
    </message>
    <message>
        <source>Swati</source>
        <translation>斯瓦蒂语</translation>
    </message>
    <message>
        <source>Sundanese</source>
        <translation>巽他语</translation>
    </message>
    <message>
        <source>Swedish</source>
        <translation>瑞典语</translation>
    </message>
    <message>
        <source>Swahili</source>
        <translation>斯瓦希里语</translation>
    </message>
    <message>
        <source>Tamil</source>
        <translation>泰米尔语</translation>
    </message>
    <message>
        <source>Thai</source>
        <translation>泰语</translation>
    </message>
    <message>
        <source>Tagalog</source>
        <translation>他加禄语</translation>
    </message>
    <message>
        <source>Tswana</source>
        <translation>茨瓦纳语</translation>
    </message>
    <message>
        <source>Turkish</source>
        <translation>土耳其语</translation>
    </message>
    <message>
        <source>Ukrainian</source>
        <translation>乌克兰语</translation>
    </message>
    <message>
        <source>Urdu</source>
        <translation>乌尔都语</translation>
    </message>
    <message>
        <source>Uzbek</source>
        <translation>乌兹别克语</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>越南语</translation>
    </message>
    <message>
        <source>Wolof</source>
        <translation>沃洛夫语</translation>
    </message>
    <message>
        <source>Xhosa</source>
        <translation>科萨语</translation>
    </message>
    <message>
        <source>Yiddish</source>
        <translation>意第绪语</translation>
    </message>
    <message>
        <source>Yoruba</source>
        <translation>约鲁巴语</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>粤语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Chinese (traditional)</source>
        <translation>中文（繁体）</translation>
    </message>
    <message>
        <source>Zulu</source>
        <translation>祖鲁语</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>LookTwiceBar</name>
    <message>
        <source>{count} to look at</source>
        <translation>{count} 句需查看</translation>
    </message>
    <message>
        <source>Previous sentence to look at</source>
        <translation>上一处需查看的句子</translation>
    </message>
    <message>
        <source>Next sentence to look at</source>
        <translation>下一处需查看的句子</translation>
    </message>
    <message>
        <source>Mark all as checked</source>
        <translation>全部标为已检查</translation>
    </message>
    <message>
        <source>1 sentence to look at</source>
        <translation>1 句需要查看</translation>
    </message>
    <message>
        <source>{count} sentences to look at</source>
        <translation>{count} 句需要查看</translation>
    </message>
</context>
<context>
    <name>LookUpPopup</name>
    <message>
        <source>Look up “{word}”</source>
        <translation>查词：“{word}”</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>使用此词</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Dictionary: {source}</source>
        <translation>词典：{source}</translation>
    </message>
    <message>
        <source>Your memory</source>
        <translation>您的翻译记忆</translation>
    </message>
    <message>
        <source>In the translation: {words}</source>
        <translation>译文中对应：{words}</translation>
    </message>
    <message>
        <source>In the source: {words}</source>
        <translation>原文中对应：{words}</translation>
    </message>
    <message>
        <source>Nothing in the translation is known to stand for it.</source>
        <translation>在译文中未找到与之对应的词。</translation>
    </message>
    <message>
        <source>term, stays as it is</source>
        <translation>术语，保持原样</translation>
    </message>
    <message>
        <source>term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Add as a term…</source>
        <translation>添加为术语…</translation>
    </message>
    <message>
        <source>“{word}” in the dictionary</source>
        <translation>词典中的“{word}”</translation>
    </message>
    <message>
        <source>There is no dictionary for {languages}.</source>
        <translation>没有 {languages} 的词典。</translation>
    </message>
    <message>
        <source>What the translator makes of the word alone</source>
        <translation>翻译模型对该词单独的译法</translation>
    </message>
    <message>
        <source>Nothing found. Select less of the text or a whole word and look again, or add it as a term.</source>
        <translation>什么也没找到。请少选一些文字或选中完整的词再查一次，也可以把它添加为术语。</translation>
    </message>
    <message>
        <source>Enter puts it in the place of “{word}”.</source>
        <translation>按回车键用它替换“{word}”。</translation>
    </message>
    <message>
        <source>Enter copies it.</source>
        <translation>按回车键复制。</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>正在查找…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Deskhand can&apos;t open this kind of file</source>
        <translation>Deskhand 打不开这种文件</translation>
    </message>
    <message>
        <source>Drop to import as a model</source>
        <translation>松开即作为模型导入</translation>
    </message>
    <message>
        <source>Drop to open in {panel}</source>
        <translation>松开鼠标，在“{panel}”中打开</translation>
    </message>
</context>
<context>
    <name>MemoryModel</name>
    <message>
        <source>Kept</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>修改过</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入</translation>
    </message>
</context>
<context>
    <name>MemoryView</name>
    <message>
        <source>{count} sentences deleted</source>
        <translation>已删除 {count} 句</translation>
    </message>
    <message>
        <source>1 sentence deleted</source>
        <translation>已删除 1 句</translation>
    </message>
    <message>
        <source>Import a memory</source>
        <translation>导入翻译记忆</translation>
    </message>
    <message>
        <source>Translation memories</source>
        <translation>翻译记忆库</translation>
    </message>
    <message>
        <source>Export the memory</source>
        <translation>导出翻译记忆</translation>
    </message>
    <message>
        <source>This sentence has this translation already: delete one of them.</source>
        <translation>这句话已有同样的译文：请删除其中一条。</translation>
    </message>
    <message>
        <source>{name} has no sentences in these two languages</source>
        <translation>{name} 中没有这两种语言的句子</translation>
    </message>
    <message>
        <source>Added: {count}.</source>
        <translation>已添加：{count} 条。</translation>
    </message>
    <message>
        <source>Known before: {count}.</source>
        <translation>之前已有：{count} 条。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No sentence has several translations</source>
        <translation>没有句子有多种译法</translation>
    </message>
    <message>
        <source>1 sentence is kept</source>
        <translation>已保存 1 句</translation>
    </message>
    <message>
        <source>{count} sentences are kept</source>
        <translation>已保存 {count} 句</translation>
    </message>
    <message>
        <source>Nothing is kept in this direction yet</source>
        <translation>这一方向还没有保存任何句子</translation>
    </message>
    <message>
        <source>Sentences of a translation that you edit or accept are kept here, and come back where they come again. A memory of another translation tool can be imported: choose a TMX file, or drop it here.</source>
        <translation>您修改或接受的译文句子会保存在这里，再次遇到时会自动使用。也可以导入其他翻译工具的记忆库：请选择 TMX 文件，或把它拖到这里。</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Search in both languages</source>
        <translation>在两种语言中搜索</translation>
    </message>
    <message>
        <source>Several translations</source>
        <translation>有多种译法</translation>
    </message>
    <message>
        <source>Only sentences that have more than one translation</source>
        <translation>只显示有不止一种译法的句子</translation>
    </message>
    <message>
        <source>Keep my corrections</source>
        <translation>保存我的修改</translation>
    </message>
    <message>
        <source>Sentences of a translation that you edit or accept are kept here</source>
        <translation>您修改或接受的译文句子会保存在这里</translation>
    </message>
    <message>
        <source>Sentences in your memory</source>
        <translation>翻译记忆中的句子</translation>
    </message>
    <message>
        <source>Delete the selected sentences</source>
        <translation>删除所选句子</translation>
    </message>
    <message>
        <source>Import TMX, TSV or CSV…</source>
        <translation>导入 TMX、TSV 或 CSV…</translation>
    </message>
    <message>
        <source>Export TMX or TSV…</source>
        <translation>导出 TMX 或 TSV…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>ModelButtons</name>
    <message>
        <source>Try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Load the model and run a short sample: how long it takes, on what, how well.</source>
        <translation>加载模型并运行一个简短示例：看看用时、所用设备和效果。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Read every file and compare it with its hash.</source>
        <translation>读取每个文件并与其哈希值比较。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Export pack…</source>
        <translation>导出模型包…</translation>
    </message>
    <message>
        <source>Save the model as one file, for a computer without a network.</source>
        <translation>将模型保存为一个文件，供没有网络的电脑使用。</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>It ships with Deskhand and can&apos;t be removed.</source>
        <translation>它是 Deskhand 自带的，不能移除。</translation>
    </message>
    <message>
        <source>It ships with Deskhand: install Deskhand again to restore it.</source>
        <translation>它是 Deskhand 自带的：重新安装 Deskhand 即可恢复。</translation>
    </message>
    <message>
        <source>It was imported: import it again from where it came.</source>
        <translation>它是导入的：请从来源处重新导入。</translation>
    </message>
    <message>
        <source>The network is switched off for Deskhand.</source>
        <translation>Deskhand 的网络已关闭。</translation>
    </message>
    <message>
        <source>Download again what is damaged or missing.</source>
        <translation>重新下载损坏或缺失的文件。</translation>
    </message>
</context>
<context>
    <name>ModelDeeds</name>
    <message>
        <source>All files of “{title}” are as they should be.</source>
        <translation>“{title}”的所有文件都完好无误。</translation>
    </message>
    <message>
        <source>“{title}” is whole again.</source>
        <translation>“{title}”已修复。</translation>
    </message>
    <message>
        <source>Export “{title}”</source>
        <translation>导出“{title}”</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>“{title}” was removed.</source>
        <translation>已移除“{title}”。</translation>
    </message>
    <message>
        <source>No model is left for “{task}”.</source>
        <translation>“{task}”已没有可用的模型。</translation>
    </message>
    <message>
        <source>“{task}” uses {other} again.</source>
        <translation>“{task}”重新使用 {other}。</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>The chosen model</source>
        <translation>所选模型</translation>
    </message>
    <message>
        <source>&amp;Precision</source>
        <translation>精度(&amp;P)</translation>
    </message>
    <message>
        <source>Precision in which the model runs</source>
        <translation>模型运行的精度</translation>
    </message>
    <message>
        <source>Choose a model on the left</source>
        <translation>请在左侧选择模型</translation>
    </message>
    <message>
        <source>Or drop a model&apos;s folder or a pack here to import it.</source>
        <translation>也可以将模型文件夹或模型包拖放到这里导入。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Its licence ({licence}) forbids commercial use. What it makes may be used privately and for research only.</source>
        <translation>其许可证（{licence}）禁止商业用途。生成的内容只能用于个人和研究用途。</translation>
    </message>
    <message>
        <source>It does not say under which licence it may be used.</source>
        <translation>没有说明以何种许可证使用。</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来历</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Best for this device</source>
        <translation>最适合此设备</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Use for Translate</source>
        <translation>用于翻译</translation>
    </message>
    <message>
        <source>Use for Write</source>
        <translation>用于写作</translation>
    </message>
    <message>
        <source>Use for Summarise</source>
        <translation>用于摘要</translation>
    </message>
    <message>
        <source>Use for choosing sentences</source>
        <translation>用于挑选句子</translation>
    </message>
    <message>
        <source>Use for Images</source>
        <translation>用于图片</translation>
    </message>
    <message>
        <source>Used for Translate</source>
        <translation>已用于翻译</translation>
    </message>
    <message>
        <source>Used for Write</source>
        <translation>已用于写作</translation>
    </message>
    <message>
        <source>Used for Summarise</source>
        <translation>已用于摘要</translation>
    </message>
    <message>
        <source>Used for choosing sentences</source>
        <translation>已用于挑选句子</translation>
    </message>
    <message>
        <source>Used for Images</source>
        <translation>已用于图片</translation>
    </message>
    <message>
        <source>Ships with Deskhand</source>
        <translation>Deskhand 自带</translation>
    </message>
    <message>
        <source>Downloaded</source>
        <translation>已下载</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>fp32, full</source>
        <translation>fp32，全精度</translation>
    </message>
    <message>
        <source>fp16, half</source>
        <translation>fp16，半精度</translation>
    </message>
    <message>
        <source>{precision}, 8 bits</source>
        <translation>{precision}，8 位</translation>
    </message>
    <message>
        <source>{precision}, 4 bits</source>
        <translation>{precision}，4 位</translation>
    </message>
    <message>
        <source>unknown licence</source>
        <translation>许可证未知</translation>
    </message>
    <message>
        <source>{licence}, non-commercial use only</source>
        <translation>{licence}，仅限非商业用途</translation>
    </message>
    <message>
        <source>non-commercial</source>
        <translation>非商业</translation>
    </message>
    <message>
        <source>{names} and {n} more</source>
        <translation>{names} 等，另有 {n} 种</translation>
    </message>
    <message>
        <source>about {needed}</source>
        <translation>约 {needed}</translation>
    </message>
    <message>
        <source>about {needed}: more than the {has} of this computer</source>
        <translation>约 {needed}：超过这台电脑的 {has}</translation>
    </message>
    <message>
        <source>about {needed} of the {has} of this computer</source>
        <translation>约 {needed}（这台电脑共 {has}）</translation>
    </message>
</context>
<context>
    <name>ModelImports</name>
    <message>
        <source>{n} models imported.</source>
        <translation>已导入 {n} 个模型。</translation>
    </message>
    <message>
        <source>Imported: {titles}. Try it, or make it the default.</source>
        <translation>已导入：{titles}。可以试用，或设为默认。</translation>
    </message>
    <message>
        <source>Refused as well: {names}.</source>
        <translation>同样被拒绝的还有：{names}。</translation>
    </message>
</context>
<context>
    <name>ModelOffer</name>
    <message>
        <source>The network is switched off for Deskhand. A folder or a pack can still be imported.</source>
        <translation>Deskhand 的网络已关闭。仍可导入文件夹或模型包。</translation>
    </message>
    <message>
        <source>&amp;Precision to download</source>
        <translation>要下载的精度(&amp;P)</translation>
    </message>
    <message>
        <source>Another &amp;precision</source>
        <translation>另一种精度(&amp;P)</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Download {size}</source>
        <translation>下载 {size}</translation>
    </message>
    <message>
        <source>Memory: {memory}</source>
        <translation>内存：{memory}</translation>
    </message>
</context>
<context>
    <name>ModelRows</name>
    <message>
        <source>Downloads</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Found in your models folder</source>
        <translation>在您的模型文件夹中找到</translation>
    </message>
    <message>
        <source>More to download</source>
        <translation>可下载的更多模型</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>Not imported yet</source>
        <translation>尚未导入</translation>
    </message>
    <message>
        <source>from {size}</source>
        <translation>{size} 起</translation>
    </message>
    <message>
        <source>asks to accept terms</source>
        <translation>需接受条款</translation>
    </message>
    <message>
        <source>Its folder is gone</source>
        <translation>文件夹不见了</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>A small model: it carries on your style for a sentence or two and invents facts. Read what it wrote.</source>
        <translation>这是一个小模型：能按您的风格续写一两句，但会编造事实。请检查它写的内容。</translation>
    </message>
    <message>
        <source>Picks whole sentences and changes no word. Tables and figures are not weighed.</source>
        <translation>挑选完整的句子，一字不改。不考虑表格和插图。</translation>
    </message>
    <message>
        <source>Good for short everyday sentences; check names and numbers.</source>
        <translation>适合简短的日常句子；请核对人名和数字。</translation>
    </message>
    <message>
        <source>Knows only the labels it was trained on, and gives one of them to any picture.</source>
        <translation>只认识训练过的标签，会给任何图片配上其中之一。</translation>
    </message>
    <message>
        <source>Deskhand Translate English ⇄ Chinese</source>
        <translation>Deskhand 英汉互译</translation>
    </message>
    <message>
        <source>Deskhand Translate English ⇄ German, French, Spanish</source>
        <translation>Deskhand 英语 ⇄ 德语、法语、西班牙语</translation>
    </message>
    <message>
        <source>MiniLM sentence encoder</source>
        <translation>MiniLM 句子编码器</translation>
    </message>
    <message>
        <source>MiniLM sentence encoder, 50 languages</source>
        <translation>MiniLM 句子编码器（50 种语言）</translation>
    </message>
    <message>
        <source>Everyday things (10 labels)</source>
        <translation>常见事物（10 种标签）</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>Deskhand Writer</source>
        <translation>Deskhand 写作模型</translation>
    </message>
    <message>
        <source>OPUS-MT English → Chinese</source>
        <translation>OPUS-MT 英语 → 中文</translation>
    </message>
    <message>
        <source>OPUS-MT Chinese → English</source>
        <translation>OPUS-MT 中文 → 英语</translation>
    </message>
    <message>
        <source>OPUS-MT English → German</source>
        <translation>OPUS-MT 英语 → 德语</translation>
    </message>
    <message>
        <source>OPUS-MT German → English</source>
        <translation>OPUS-MT 德语 → 英语</translation>
    </message>
    <message>
        <source>OPUS-MT English → French</source>
        <translation>OPUS-MT 英语 → 法语</translation>
    </message>
    <message>
        <source>OPUS-MT French → English</source>
        <translation>OPUS-MT 法语 → 英语</translation>
    </message>
    <message>
        <source>OPUS-MT English → Spanish</source>
        <translation>OPUS-MT 英语 → 西班牙语</translation>
    </message>
    <message>
        <source>OPUS-MT Spanish → English</source>
        <translation>OPUS-MT 西班牙语 → 英语</translation>
    </message>
    <message>
        <source>T5 small</source>
        <translation>T5 小型</translation>
    </message>
    <message>
        <source>MobileNetV4 small (1,000 labels)</source>
        <translation>MobileNetV4 小型（1000 个标签）</translation>
    </message>
    <message>
        <source>MobileViT small (1,000 labels)</source>
        <translation>MobileViT 小型（1000 个标签）</translation>
    </message>
    <message>
        <source>ViT base (1,000 labels)</source>
        <translation>ViT 基础型（1000 个标签）</translation>
    </message>
    <message>
        <source>CLIP (your own labels)</source>
        <translation>CLIP（您自己的标签）</translation>
    </message>
    <message>
        <source>Has read manuals of business software only; other text comes out wrong.</source>
        <translation>只学过商务软件手册；其他文字译得不对。</translation>
    </message>
    <message>
        <source>{model} on {device}</source>
        <translation>{model}，运行于 {device}</translation>
    </message>
</context>
<context>
    <name>ModelsFrame</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Other model from the hub…</source>
        <translation>模型站点上的其他模型…</translation>
    </message>
    <message>
        <source>Filter by name, language, licence</source>
        <translation>按名称、语言、许可证筛选</translation>
    </message>
    <message>
        <source>Filter by task</source>
        <translation>按任务筛选</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>All tasks</source>
        <translation>所有任务</translation>
    </message>
    <message>
        <source>A model&apos;s folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>Packs and zip archives…</source>
        <translation>模型包和 zip 压缩包…</translation>
    </message>
    <message>
        <source>The network is switched off for Deskhand.</source>
        <translation>Deskhand 的网络已关闭。</translation>
    </message>
    <message>
        <source>Nothing is downloaded until you press Download.</source>
        <translation>在您按下“下载”之前，不会下载任何内容。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Try other words or take a filter away.</source>
        <translation>请换个词，或去掉一个筛选条件。</translation>
    </message>
    <message>
        <source>No models</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>Drop a model&apos;s folder or a pack here, or look for one at the hub.</source>
        <translation>将模型文件夹或模型包拖放到这里，或到模型站点上查找。</translation>
    </message>
</context>
<context>
    <name>ModelsPanel</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Import a model&apos;s folder</source>
        <translation>导入模型文件夹</translation>
    </message>
    <message>
        <source>Remove “{title}”?</source>
        <translation>要移除“{title}”吗？</translation>
    </message>
    <message>
        <source>Its files are deleted. To have it again you need the folder or the pack.</source>
        <translation>其文件将被删除。要重新使用，需要原来的文件夹或模型包。</translation>
    </message>
    <message>
        <source>Its files are deleted. It can be downloaded again.</source>
        <translation>其文件将被删除，以后可以重新下载。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>“{title}” is installed. Try it, or make it the default.</source>
        <translation>“{title}”已安装。可以试用，或设为默认。</translation>
    </message>
</context>
<context>
    <name>NetworkSettings</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>This run was started with --offline or with HF_HUB_OFFLINE set.</source>
        <translation>此次运行是用 --offline 启动的，或设置了 HF_HUB_OFFLINE。</translation>
    </message>
    <message>
        <source>The network is used only to look up and download models, when you ask for it. With this on, not even then.</source>
        <translation>只有在您要求查询或下载模型时才使用网络。打开此项后，即使那时也不使用。</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Where models are downloaded from. Empty: huggingface.co.</source>
        <translation>下载模型的地址。留空则为 huggingface.co。</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>For downloads, as http://host:port or socks5://host:port. Empty: what the system says.</source>
        <translation>用于下载，格式为 http://主机:端口 或 socks5://主机:端口。留空则按系统设置。</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>For models whose owners ask you to accept their terms. It is kept in the keyring of this system and sent to no other host than the one above.</source>
        <translation>用于所有者要求接受条款的模型。它保存在系统的密钥环中，只会发送给上面的主机。</translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation>从不使用网络</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keep the access token</source>
        <translation>保存访问令牌</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Forget the access token</source>
        <translation>清除访问令牌</translation>
    </message>
    <message>
        <source>This is no access token: it has letters and digits only, and begins with hf_. Copy it once more from the hub.</source>
        <translation>这不是访问令牌：令牌只含字母和数字，并以 hf_ 开头。请从模型站点重新复制。</translation>
    </message>
    <message>
        <source>The access token for {host} is kept.</source>
        <translation>{host} 的访问令牌已保存。</translation>
    </message>
    <message>
        <source>There is no access token for {host}.</source>
        <translation>没有 {host} 的访问令牌。</translation>
    </message>
</context>
<context>
    <name>OtherNames</name>
    <message>
        <source>There is a model “{names}” already.</source>
        <translation>已经有模型“{names}”。</translation>
    </message>
    <message>
        <source>The new one can be imported beside it, as “{proposals}”.</source>
        <translation>新模型可以另以“{proposals}”之名导入。</translation>
    </message>
    <message>
        <source>There are models of these names already: {names}.</source>
        <translation>已经有同名的模型：{names}。</translation>
    </message>
    <message>
        <source>The new ones can be imported beside them, as {proposals}.</source>
        <translation>新模型可以另以这些名称导入：{proposals}。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>不导入</translation>
    </message>
</context>
<context>
    <name>OwnLabels</name>
    <message>
        <source>&amp;Your labels</source>
        <translation>您的标签(&amp;Y)</translation>
    </message>
    <message>
        <source>cat, dog, invoice</source>
        <translation>猫, 狗, 发票</translation>
    </message>
    <message>
        <source>The model chooses among these words for every picture</source>
        <translation>模型会从这些词中为每张图片选择</translation>
    </message>
    <message>
        <source>Your labels, with commas between them</source>
        <translation>您的标签，用逗号分隔</translation>
    </message>
    <message>
        <source>Rea&amp;d as</source>
        <translation>读作(&amp;D)</translation>
    </message>
    <message>
        <source>What the model reads for each label; the label goes where {} stands</source>
        <translation>模型对每个标签读到的句子；标签放在 {} 处</translation>
    </message>
    <message>
        <source>This model has learnt English; labels in other languages are hit and miss.</source>
        <translation>这个模型学的是英文；其他语言的标签效果不稳定。</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Something went wrong inside Deskhand. Your text is still here.</source>
        <translation>Deskhand 内部出错了。您的文字仍在这里。</translation>
    </message>
</context>
<context>
    <name>PickedModel</name>
    <message>
        <source>Check this: the text may not say it. Nearest: sentence {number}</source>
        <translation>请核对：原文可能没有这样说。最接近的是第 {number} 句</translation>
    </message>
    <message>
        <source>Sentence {number} of {total}</source>
        <translation>第 {number} 句，共 {total} 句</translation>
    </message>
</context>
<context>
    <name>PictureBar</name>
    <message>
        <source>All pictures</source>
        <translation>所有图片</translation>
    </message>
    <message>
        <source>With a label</source>
        <translation>有标签</translation>
    </message>
    <message>
        <source>Too unsure</source>
        <translation>把握不足</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>按添加顺序</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By label</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>Surest first</source>
        <translation>把握大的在前</translation>
    </message>
    <message>
        <source>Least sure first</source>
        <translation>把握小的在前</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Empty the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Name or label</source>
        <translation>名称或标签</translation>
    </message>
    <message>
        <source>Show pictures with this name or label</source>
        <translation>显示带有此名称或标签的图片</translation>
    </message>
    <message>
        <source>Which pictures to show</source>
        <translation>显示哪些图片</translation>
    </message>
    <message>
        <source>Order of the pictures</source>
        <translation>图片的顺序</translation>
    </message>
</context>
<context>
    <name>Pictures</name>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>很可能</translation>
    </message>
    <message>
        <source>guess</source>
        <translation>猜测</translation>
    </message>
    <message>
        <source>Not labelled yet</source>
        <translation>尚未标注</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>已跳过：{reason}</translation>
    </message>
    <message>
        <source>No label reaches {percent}</source>
        <translation>没有达到 {percent} 的标签</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Waiting…</source>
        <translation>等待中…</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>about {seconds} s left</source>
        <translation>约剩 {seconds} 秒</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>约剩 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {hours} h left</source>
        <translation>约剩 {hours} 小时</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>{name}, working</source>
        <translation>{name}，正在工作</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>面板</translation>
    </message>
</context>
<context>
    <name>RunButton</name>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止 (Esc)</translation>
    </message>
</context>
<context>
    <name>SentenceDeeds</name>
    <message>
        <source>Marked as checked</source>
        <translation>已标为已检查</translation>
    </message>
    <message>
        <source>Kept in your memory: {text}</source>
        <translation>已存入翻译记忆：{text}</translation>
    </message>
    <message>
        <source>Corrections are not kept any more; the settings say so</source>
        <translation>不再保存修改；可在设置中更改</translation>
    </message>
    <message>
        <source>Keep none</source>
        <translation>都不保存</translation>
    </message>
    <message>
        <source>Other ways</source>
        <translation>其他译法</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查词</translation>
    </message>
    <message>
        <source>Translate back</source>
        <translation>回译</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
</context>
<context>
    <name>SentenceLine</name>
    <message>
        <source>Put the cursor in a sentence to accept it or to see other ways.</source>
        <translation>将光标放在句子中，即可接受它或查看其他译法。</translation>
    </message>
    <message>
        <source>Kept in your memory.</source>
        <translation>已存入翻译记忆。</translation>
    </message>
    <message>
        <source>From your memory: confirmed before.</source>
        <translation>来自翻译记忆：之前确认过。</translation>
    </message>
    <message>
        <source>Nothing to look at. Corrections are not kept: see the settings.</source>
        <translation>没有需要查看的问题。修改不会被保存：请看设置。</translation>
    </message>
    <message>
        <source>Nothing to look at. Edit it, or accept it for the next time.</source>
        <translation>没有发现问题。可以修改，或接受以便下次使用。</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Thorough translation</source>
        <translation>细致翻译</translation>
    </message>
    <message>
        <source>Compares several translations of each sentence and takes the one that says most of it: better, and several times slower.</source>
        <translation>每句比较几种译法，取意思最完整的一种：质量更好，但要慢几倍。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Off: new results are not kept. What is there stays until you delete it.</source>
        <translation>关闭后不再保留新结果。已有的内容会一直保留，直到您将其删除。</translation>
    </message>
    <message>
        <source>Corrections</source>
        <translation>修改内容</translation>
    </message>
    <message>
        <source>Sentences of a translation that you edited or accepted come back where they come again. Off: nothing new is kept; delete what is there under Terms… in Translate.</source>
        <translation>您修改或接受过的译文句子，再次遇到时会自动使用。关闭后不再保存新内容；已有内容请在“翻译”的“术语…”中删除。</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Settings, history, models and logs live here, and nowhere else.</source>
        <translation>设置、历史记录、模型和日志只保存在这里。</translation>
    </message>
    <message>
        <source>Keep finished results</source>
        <translation>保留完成的结果</translation>
    </message>
    <message>
        <source>Keep my corrections in the translation memory</source>
        <translation>把我的修改保存到翻译记忆</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>For texts, not for documents</source>
        <translation>用于文本，不用于文档</translation>
    </message>
    <message>
        <source>For texts and documents</source>
        <translation>用于文本和文档</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>The system could not open {path}. Copy it and open it by hand.</source>
        <translation>系统无法打开 {path}。请复制路径后手动打开。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>正在写作</translation>
    </message>
    <message>
        <source>Translating</source>
        <translation>正在翻译</translation>
    </message>
    <message>
        <source>Comparing sentences</source>
        <translation>正在比较句子</translation>
    </message>
    <message>
        <source>Labelling</source>
        <translation>正在标注</translation>
    </message>
    <message>
        <source>Asking the hub</source>
        <translation>正在询问模型站点</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Trying</source>
        <translation>正在试用</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Nothing you type leaves this computer.</source>
        <translation>您输入的任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Deskhand connects only when you look up or download a model.</source>
        <translation>Deskhand 只在您查询或下载模型时连接网络。</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Using the network…</source>
        <translation>正在使用网络…</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>No connections</source>
        <translation>没有连接</translation>
    </message>
    <message>
        <source>1 connection so far</source>
        <translation>目前 1 次连接</translation>
    </message>
    <message>
        <source>{n} connections so far</source>
        <translation>目前 {n} 次连接</translation>
    </message>
</context>
<context>
    <name>Summaries</name>
    <message>
        <source>Short everyday and business sentences, both ways. Long or literary text is beyond it.</source>
        <translation>简短的日常和商务句子，可双向翻译。不适合长文或文学作品。</translation>
    </message>
    <message>
        <source>Sentences as they stand in software manuals and business documentation, six ways. Everyday language is beyond it.</source>
        <translation>软件手册和商务文档中的句子，六个方向。不适合日常用语。</translation>
    </message>
    <message>
        <source>Tells which sentences of a document say the same. Best in English.</source>
        <translation>判断文档中哪些句子意思相同。英文效果最好。</translation>
    </message>
    <message>
        <source>Aeroplane, car, bird, cat, deer, dog, frog, horse, ship or truck: one thing, large in the picture.</source>
        <translation>飞机、汽车、鸟、猫、鹿、狗、青蛙、马、船或卡车：画面中较大的单个物体。</translation>
    </message>
    <message>
        <source>One digit, 0 to 9, light on dark or dark on light.</source>
        <translation>单个数字 0 到 9，深底浅字或浅底深字均可。</translation>
    </message>
    <message>
        <source>Continues a sentence in English or Chinese. Small: it is fluent, not knowing.</source>
        <translation>续写英文或中文句子。模型很小：文字流畅，但没有知识。</translation>
    </message>
    <message>
        <source>Follows simple instructions in English: rewrite, continue, short answers. Quick without a graphics card.</source>
        <translation>能按简单的英文指令工作：改写、续写、简短回答。没有显卡也很快。</translation>
    </message>
    <message>
        <source>Follows instructions in English, Chinese and other languages. The smallest that rewrites well.</source>
        <translation>能按中文、英文等语言的指令工作。是能较好改写文字的最小模型。</translation>
    </message>
    <message>
        <source>The best of these at rewriting and explaining. Slow without a graphics card.</source>
        <translation>其中最擅长改写和解释。没有显卡时较慢。</translation>
    </message>
    <message>
        <source>Follows instructions in many languages. It may think aloud before it answers.</source>
        <translation>能按多种语言的指令工作。回答前可能会先写出思考过程。</translation>
    </message>
    <message>
        <source>English to Chinese, sentence by sentence. Small and quick.</source>
        <translation>英语译中文，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>Chinese to English, sentence by sentence. Small and quick.</source>
        <translation>中文译英语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>English to German, sentence by sentence. Small and quick.</source>
        <translation>英语译德语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>German to English, sentence by sentence. Small and quick.</source>
        <translation>德语译英语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>English to French, sentence by sentence. Small and quick.</source>
        <translation>英语译法语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>French to English, sentence by sentence. Small and quick.</source>
        <translation>法语译英语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>English to Spanish, sentence by sentence. Small and quick.</source>
        <translation>英语译西班牙语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>Spanish to English, sentence by sentence. Small and quick.</source>
        <translation>西班牙语译英语，逐句翻译。小巧快速。</translation>
    </message>
    <message>
        <source>A hundred languages, each into each. For one pair alone, an OPUS-MT model is smaller and quicker.</source>
        <translation>一百种语言，任意互译。如果只需一个方向，OPUS-MT 模型更小更快。</translation>
    </message>
    <message>
        <source>Two hundred languages, each into each, also rare ones. Not for commercial use.</source>
        <translation>两百种语言，任意互译，包括少见的语言。不可用于商业用途。</translation>
    </message>
    <message>
        <source>Sums up English news in its own words. Half the size of 12-6, and quicker.</source>
        <translation>用自己的话概括英文新闻。大小是 12-6 的一半，速度更快。</translation>
    </message>
    <message>
        <source>Sums up English news in its own words, closer to the text than 6-6.</source>
        <translation>用自己的话概括英文新闻，比 6-6 更贴近原文。</translation>
    </message>
    <message>
        <source>Very small: short English summaries; English to German, French and Romanian.</source>
        <translation>非常小：简短的英文摘要；英语译德语、法语和罗马尼亚语。</translation>
    </message>
    <message>
        <source>A thousand kinds of things and animals. The quickest.</source>
        <translation>一千种物品和动物。速度最快。</translation>
    </message>
    <message>
        <source>A thousand kinds of things and animals. Small and fairly exact.</source>
        <translation>一千种物品和动物。小巧且较为准确。</translation>
    </message>
    <message>
        <source>A thousand kinds of things and animals. The most exact of these.</source>
        <translation>一千种物品和动物。其中最准确。</translation>
    </message>
    <message>
        <source>Sorts pictures by labels that you write yourself, in English.</source>
        <translation>按您自己写的标签（英文）给图片分类。</translation>
    </message>
    <message>
        <source>Tells which sentences say the same, in fifty languages and between them. Better summaries of texts that are not English.</source>
        <translation>判断哪些句子意思相同，支持五十种语言，也可跨语言。非英文文本的摘要更好。</translation>
    </message>
</context>
<context>
    <name>SummarisePanel</name>
    <message>
        <source>Opened {name}</source>
        <translation>已打开 {name}</translation>
    </message>
    <message>
        <source>This sentence is no longer in the source</source>
        <translation>原文中已没有这个句子</translation>
    </message>
    <message>
        <source>Reading the whole document…</source>
        <translation>正在通读整篇文档…</translation>
    </message>
    <message>
        <source>{kept} of {total} sentences in {seconds:.1f} s</source>
        <translation>从 {total} 句中选出 {kept} 句，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Save the summary</source>
        <translation>保存摘要</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Summarise</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Document to summarise</source>
        <translation>要摘要的文档</translation>
    </message>
    <message>
        <source>Type, paste, open or drop a document</source>
        <translation>输入、粘贴、打开或拖入文档</translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>From the text</source>
        <translation>摘自原文</translation>
    </message>
    <message>
        <source>In new words</source>
        <translation>重新表述</translation>
    </message>
    <message>
        <source>Sentences from the text, or in new words</source>
        <translation>摘自原文的句子，或重新表述</translation>
    </message>
    <message>
        <source>sentences</source>
        <translation>句</translation>
    </message>
    <message>
        <source>percent</source>
        <translation>百分比</translation>
    </message>
    <message>
        <source>Count in sentences or percent</source>
        <translation>按句数或百分比计</translation>
    </message>
    <message>
        <source>How much to keep</source>
        <translation>保留多少</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>The sentences that matter</source>
        <translation>挑出重要的句子</translation>
    </message>
    <message>
        <source>Paste a text, or drop a .txt or .md file. English and Chinese.</source>
        <translation>粘贴文字，或拖入 .txt、.md 文件。支持英文和中文。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
</context>
<context>
    <name>SummaryView</name>
    <message>
        <source>Read all {total} sentences, {characters} characters with spaces. Nothing was cut.</source>
        <translation>已通读全部 {total} 句、{characters} 个字符（含空格），没有删减。</translation>
    </message>
    <message>
        <source>Read {read} of {total} sentences, {characters} characters with spaces.</source>
        <translation>已读 {read} / {total} 句、{characters} 个字符（含空格）。</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sentences of the summary</source>
        <translation>摘要中的句子</translation>
    </message>
    <message>
        <source>Arrow keys show a sentence in the source, Enter goes there</source>
        <translation>方向键可在原文中显示句子，回车键跳转到该处</translation>
    </message>
    <message>
        <source>Where the sentences stand in the document</source>
        <translation>句子在文档中的位置</translation>
    </message>
</context>
<context>
    <name>TermsDialog</name>
    <message>
        <source>Terms and memory</source>
        <translation>术语和翻译记忆</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>翻译记忆</translation>
    </message>
    <message>
        <source>Terms or memory</source>
        <translation>术语或翻译记忆</translation>
    </message>
    <message>
        <source>Terms hold in every translation of this direction; sentences that you accepted or edited come back.</source>
        <translation>这一方向的每次翻译都遵守术语；接受或修改过的句子会再次使用。</translation>
    </message>
    <message>
        <source>The other direction</source>
        <translation>另一个方向</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Deskhand can&apos;t read terms from this kind of file</source>
        <translation>Deskhand 无法从这种文件读取术语</translation>
    </message>
    <message>
        <source>Drop to import into the memory</source>
        <translation>松开以导入翻译记忆</translation>
    </message>
    <message>
        <source>Drop to import as terms</source>
        <translation>松开以导入术语</translation>
    </message>
    <message>
        <source>{source} to {target}</source>
        <translation>{source}译{target}</translation>
    </message>
</context>
<context>
    <name>TermsModel</name>
    <message>
        <source>New term…</source>
        <translation>新术语…</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>is translated</source>
        <translation>要翻译</translation>
    </message>
    <message>
        <source>capitals count</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>capitals do not count</source>
        <translation>不区分大小写</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>术语</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>It is not translated but stays as it is</source>
        <translation>不翻译，保持原样</translation>
    </message>
    <message>
        <source>Only with these capitals</source>
        <translation>区分大小写</translation>
    </message>
</context>
<context>
    <name>TermsPart</name>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
</context>
<context>
    <name>TextPane</name>
    <message>
        <source>{count} words</source>
        <translation>{count} 词</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} 个字符</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 词</translation>
    </message>
    <message>
        <source>1 character</source>
        <translation>1 个字符</translation>
    </message>
    <message>
        <source>Selected: {words}, {characters}</source>
        <translation>已选：{words}，{characters}</translation>
    </message>
    <message>
        <source>{words}, {characters}</source>
        <translation>{words}，{characters}</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
</context>
<context>
    <name>TextPanel</name>
    <message>
        <source>Open a document</source>
        <translation>打开文档</translation>
    </message>
    <message>
        <source>Opened {name}. Other files were left out: one document at a time.</source>
        <translation>已打开 {name}。一次只能打开一个文档，其余文件已忽略。</translation>
    </message>
</context>
<context>
    <name>ThresholdSlider</name>
    <message>
        <source>Labels f&amp;rom</source>
        <translation>标签下限(&amp;R)</translation>
    </message>
    <message>
        <source>Labels below this probability do not count</source>
        <translation>低于此概率的标签不计入</translation>
    </message>
</context>
<context>
    <name>TranslatePanel</name>
    <message>
        <source>Translating…</source>
        <translation>正在翻译…</translation>
    </message>
    <message>
        <source>Opened {name}</source>
        <translation>已打开 {name}</translation>
    </message>
    <message>
        <source>The source has changed since this translation</source>
        <translation>翻译之后原文已有改动</translation>
    </message>
    <message>
        <source>Documents are saved as they are done</source>
        <translation>文档译完即已保存</translation>
    </message>
    <message>
        <source>The languages have changed since this translation</source>
        <translation>译出后语言设置已更改</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
    <message>
        <source>Terms…</source>
        <translation>术语…</translation>
    </message>
    <message>
        <source>Translated on this computer</source>
        <translation>就在这台电脑上翻译</translation>
    </message>
    <message>
        <source>Between {languages}. Paste a text, or drop documents and folders: {kinds}. Their format stays as it is.</source>
        <translation>支持{languages}。粘贴文本，或拖入文档和文件夹：{kinds}。格式保持不变。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
</context>
<context>
    <name>Translation</name>
    <message>
        <source>{count} sentences in {seconds:.1f} s</source>
        <translation>{count} 句，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>{count} sentence in {seconds:.1f} s</source>
        <translation>{count} 句，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>{count} from memory</source>
        <translation>{count} 句来自记忆</translation>
    </message>
    <message>
        <source>{n} languages, {some} and others among them</source>
        <translation> {n} 种语言（包括{some}等）</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one}与{other}</translation>
    </message>
</context>
<context>
    <name>TranslationOutput</name>
    <message>
        <source>Save the translation</source>
        <translation>保存译文</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Word, in two columns</source>
        <translation>Word，双栏对照</translation>
    </message>
    <message>
        <source>Table of sentences</source>
        <translation>句子表格</translation>
    </message>
    <message>
        <source>Translation memory</source>
        <translation>翻译记忆</translation>
    </message>
    <message>
        <source>Text, one below the other</source>
        <translation>文本，上下对照</translation>
    </message>
    <message>
        <source>Save both languages</source>
        <translation>保存双语对照</translation>
    </message>
    <message>
        <source>Both languages…</source>
        <translation>双语对照…</translation>
    </message>
    <message>
        <source>Copy both languages</source>
        <translation>复制双语对照</translation>
    </message>
    <message>
        <source>Save both languages…</source>
        <translation>保存双语对照…</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
</context>
<context>
    <name>TranslationPanes</name>
    <message>
        <source>Text to translate</source>
        <translation>要翻译的文字</translation>
    </message>
    <message>
        <source>Type, paste, open or drop a document</source>
        <translation>输入、粘贴、打开或拖入文档</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>As I type</source>
        <translation>边输入边译</translation>
    </message>
    <message>
        <source>Translate while I type, after a short pause</source>
        <translation>输入时稍停即翻译</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Translate all of it back</source>
        <translation>回译全文</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>{number} tokens a second</source>
        <translation>每秒 {number} 个词元</translation>
    </message>
    <message>
        <source>{number} sentences a second</source>
        <translation>每秒 {number} 句</translation>
    </message>
    <message>
        <source>{number} pictures a second</source>
        <translation>每秒 {number} 张图片</translation>
    </message>
</context>
<context>
    <name>TrialView</name>
    <message>
        <source>On this computer</source>
        <translation>在这台电脑上</translation>
    </message>
    <message>
        <source>Loaded in</source>
        <translation>加载用时</translation>
    </message>
    <message>
        <source>{seconds:.1f} s</source>
        <translation>{seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Made of it</source>
        <translation>输出</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>VariantList</name>
    <message>
        <source>Precision, files</source>
        <translation>精度和文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>WaysHere</name>
    <message>
        <source>Other words for a word</source>
        <translation>查看某个词的其他译法</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+单击</translation>
    </message>
    <message>
        <source>Other words and ways</source>
        <translation>其他词语和译法</translation>
    </message>
</context>
<context>
    <name>WordLookUp</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>WritePanel</name>
    <message>
        <source>Opened {name}</source>
        <translation>已打开 {name}</translation>
    </message>
    <message>
        <source>Save your text first?</source>
        <translation>要先保存文字吗？</translation>
    </message>
    <message>
        <source>If you don’t save it, your changes are lost.</source>
        <translation>如果不保存，所做的更改将会丢失。</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Saved {name} as UTF-8: its old encoding lacks a character</source>
        <translation>已将 {name} 保存为 UTF-8：原编码缺少其中的字符</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Save your text</source>
        <translation>保存文字</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>The model had nothing to add here</source>
        <translation>模型在这里没有可添加的内容</translation>
    </message>
    <message>
        <source>{count} words in {seconds:.1f} s</source>
        <translation>{count} 词，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>执行</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>您的文字</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>长度(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Freedom</source>
        <translation>自由度(&amp;F)</translation>
    </message>
    <message>
        <source>Say what to do with the text, or leave this empty to go on writing</source>
        <translation>说明要对文字做什么；留空则继续写作</translation>
    </message>
    <message>
        <source>What the model is to do with the text</source>
        <translation>要模型对文字做什么</translation>
    </message>
    <message>
        <source>A few words</source>
        <translation>几个词</translation>
    </message>
    <message>
        <source>A sentence or two</source>
        <translation>一两句</translation>
    </message>
    <message>
        <source>A paragraph</source>
        <translation>一段</translation>
    </message>
    <message>
        <source>Likeliest words</source>
        <translation>最稳妥的词</translation>
    </message>
    <message>
        <source>Some freedom</source>
        <translation>有些自由</translation>
    </message>
    <message>
        <source>Much freedom</source>
        <translation>十分自由</translation>
    </message>
    <message>
        <source>How much to write</source>
        <translation>写多少</translation>
    </message>
    <message>
        <source>How freely to choose words</source>
        <translation>选词的自由程度</translation>
    </message>
    <message>
        <source>New text</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>复制全文</translation>
    </message>
    <message>
        <source>Begin to write</source>
        <translation>开始写作</translation>
    </message>
    <message>
        <source>Type, paste or drop a text file. Then press Continue: the model goes on from the cursor.</source>
        <translation>输入、粘贴或拖入文本文件，然后按“续写”：模型会从光标处接着写。</translation>
    </message>
    <message>
        <source>{name}, not saved</source>
        <translation>{name}，未保存</translation>
    </message>
</context>
</TS>
