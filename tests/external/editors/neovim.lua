-- Opens a body with a mistake, takes the quick fix, and looks that nothing of it is left. Neovim 0.11, without a screen.
-- The arguments: the program, the file.

local program, file = vim.env.MSGRAPH_LINT, vim.env.MSGRAPH_LINT_FILE

local function fail(message)
  io.stderr:write('neovim: ' .. message .. '\n')
  vim.cmd('cquit 1')
end

vim.lsp.config['msgraph-lint'] = {
  cmd = { program, 'lsp' },
  filetypes = { 'json', 'jsonc', 'http', 'markdown', 'ps1', 'sh', 'python', 'javascript', 'typescript' },
  root_markers = { 'msgraph-lint.toml', '.msgraph-lint.toml', '.git' },
}
vim.lsp.enable('msgraph-lint')
vim.cmd.edit(file)
vim.bo.filetype = 'json'

local function codes()
  local found = {}
  for _, it in ipairs(vim.diagnostic.get(0)) do
    found[it.code] = it
  end
  return found
end

local function await(what, holds)
  if not vim.wait(20000, holds, 20) then
    fail(what .. ': ' .. vim.inspect(vim.tbl_keys(codes())))
  end
end

await('the mistake is not found', function() return codes()['missing-colon'] ~= nil end)
local mistake = codes()['missing-colon']
vim.api.nvim_win_set_cursor(0, { mistake.lnum + 1, mistake.col })
vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.isPreferred end })
await('the mistake is still there', function() return codes()['missing-colon'] == nil end)

local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
if not text:find('"parameters": [', 1, true) then
  fail('the fix was not made: ' .. text)
end
await('something is left', function() return next(codes()) == nil end)
io.stdout:write('neovim ' .. tostring(vim.version()) .. ': found, fixed, nothing left\n')
vim.cmd('qall!')
