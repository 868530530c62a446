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
        <source>The models in use are 8-bit ones, which run faster on the processor.</source>
        <translation>当前使用的是 8 位模型，在处理器上运行更快。</translation>
    </message>
    <message>
        <source>Nothing: all is well.</source>
        <translation>无需处理，一切正常。</translation>
    </message>
    <message>
        <source>Install the driver of your NVIDIA card, then start Deskhand again.</source>
        <translation>请安装 NVIDIA 显卡的驱动程序，然后重新启动 Deskhand。</translation>
    </message>
    <message>
        <source>Install Deskhand with its “cuda” extra, with only onnxruntime-gpu beside it. The README says how.</source>
        <translation>请安装带“cuda”附加组件的 Deskhand，并且只保留 onnxruntime-gpu。方法见 README。</translation>
    </message>
    <message>
        <source>Copy the report and look for the missing library it names, or choose the processor in the settings.</source>
        <translation>请复制报告，查找其中提到的缺失的库；也可以在设置中改用处理器。</translation>
    </message>
</context>
<context>
    <name>DeviceBadge</name>
    <message>
        <source>Device: not used yet</source>
        <translation>设备：尚未使用</translation>
    </message>
    <message>
        <source>{device} instead of CUDA</source>
        <translation>{device}（未能使用 CUDA）</translation>
    </message>
    <message>
        <source>Device in use: {device}</source>
        <translation>正在使用的设备：{device}</translation>
    </message>
    <message>
        <source>What the models run on. Click for details.</source>
        <translation>模型运行所用的设备。点击查看详情。</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
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
        <source>No model has run yet. Run a panel once, then look here again.</source>
        <translation>还没有运行过模型。请先运行一次任意面板，再回到这里查看。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>您的选择</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>如何处理</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
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
        <source>its content was changed</source>
        <translation>内容已被改动</translation>
    </message>
    <message>
        <source>no known picture format</source>
        <translation>不是已知的图片格式</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
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
        <source>There is no picture in {paths}.</source>
        <translation>{paths} 中没有图片。</translation>
    </message>
    <message>
        <source>There are no pictures yet. Add pictures or a folder, or drop them here.</source>
        <translation>还没有图片。请添加图片或文件夹，或将它们拖放到这里。</translation>
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
        <source>The model “{model_id}” is not installed or its folder was deleted. Install Deskhand again to restore the models that ship with it.</source>
        <translation>模型“{model_id}”没有安装，或其文件夹已被删除。重新安装 Deskhand 即可恢复自带的模型。</translation>
    </message>
    <message>
        <source>The model “{model_id}” lacks its file {file}. Install Deskhand again to restore the models that ship with it.</source>
        <translation>模型“{model_id}”缺少文件 {file}。重新安装 Deskhand 即可恢复自带的模型。</translation>
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
        <source>The list of models {path} can&apos;t be read: {reason}. Install Deskhand again.</source>
        <translation>无法读取模型清单 {path}：{reason}。请重新安装 Deskhand。</translation>
    </message>
    <message>
        <source>No installed model translates from {source} to {target}.</source>
        <translation>没有已安装的模型可以将 {source} 译成 {target}。</translation>
    </message>
    <message>
        <source>“{model_id}” needs more memory than {device} has left. Close other programs or give it a shorter text.</source>
        <translation>“{model_id}”所需的内存超过了 {device} 的剩余内存。请关闭其他程序，或换一段较短的文字。</translation>
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
        <source>The history file was damaged. It was kept as {kept}, and a new history begins.</source>
        <translation>历史记录文件已损坏，已另存为 {kept}，并已开始新的历史记录。</translation>
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
        <source>Pinned results go too. This can&apos;t be undone.</source>
        <translation>置顶的结果也会删除，且无法撤销。</translation>
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
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
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
        <source>Drop to open in {panel}</source>
        <translation>松开鼠标，在“{panel}”中打开</translation>
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
        <source>MiniLM sentence encoder</source>
        <translation>MiniLM 句子编码器</translation>
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
        <source>{model} on {device}</source>
        <translation>{model}，运行于 {device}</translation>
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
    <name>SettingsPanel</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>What the models run on.</source>
        <translation>模型运行所用的设备。</translation>
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
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
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
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Settings, history and logs live here, and nowhere else.</source>
        <translation>设置、历史记录和日志只保存在这里。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Keep finished results</source>
        <translation>保留完成的结果</translation>
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
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Nothing you type leaves this computer.</source>
        <translation>您输入的任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
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
    <name>TextPane</name>
    <message>
        <source>Selected: {words} words, {characters} characters</source>
        <translation>选中 {words} 词、{characters} 个字符</translation>
    </message>
    <message>
        <source>{words} words, {characters} characters</source>
        <translation>{words} 词，{characters} 个字符</translation>
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
        <source>Opened {name}</source>
        <translation>已打开 {name}</translation>
    </message>
    <message>
        <source>The source has changed since this translation</source>
        <translation>翻译之后原文已有改动</translation>
    </message>
    <message>
        <source>{count} sentences in {seconds:.1f} s</source>
        <translation>{count} 句，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>{count} sentence in {seconds:.1f} s</source>
        <translation>{count} 句，用时 {seconds:.1f} 秒</translation>
    </message>
    <message>
        <source>{count} repeated themselves and were cut: they are marked</source>
        <translation>有 {count} 句出现重复而被截断，已作标记</translation>
    </message>
    <message>
        <source>{count} repeated itself and was cut: it is marked</source>
        <translation>有 {count} 句出现重复而被截断，已作标记</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Save the translation</source>
        <translation>保存译文</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
    <message>
        <source>Translate</source>
        <translation>翻译</translation>
    </message>
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
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Translated on this computer</source>
        <translation>就在这台电脑上翻译</translation>
    </message>
    <message>
        <source>Between {languages}. Paste a text, or drop a .txt or .md file; its lines and paragraphs stay as they are.</source>
        <translation>支持{languages}互译。粘贴文字，或拖入 .txt、.md 文件；行和段落保持不变。</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one}与{other}</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>原文</translation>
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
